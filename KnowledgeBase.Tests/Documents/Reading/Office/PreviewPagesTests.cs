using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Office;
using KnowledgeBase.Core.Documents.Reading.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Tests.Documents.Reading.Office;

public sealed class PreviewPagesTests
{
    /// <summary>By the real LibreOffice and the real reader of PDF files.</summary>
    [Fact]
    public async Task FindsThePageOfNearlyEveryParagraphInOrder()
    {
        var options = new ReadingOptions();
        using var reading = new WorkerReading(Options.Create(options), NullLogger<WorkerReading>.Instance);
        using var preview = new PreviewPages(new SofficeConverter(options), reading);
        var text = await Fixture.ReadAsync("contracts/purchase_zh_original.docx");
        var pages = await preview.FindAsync(Fixture.Path("contracts/purchase_zh_original.docx"), "合同.docx", text, TestContext.Current.CancellationToken);
        var inOrder = pages.OrderBy(page => page.Key).Select(page => page.Value).ToList();
        Assert.Equal(inOrder.Order(), inOrder);
        Assert.Equal(1, inOrder[0]);
        Assert.True(inOrder[^1] > 1);
        Assert.InRange(pages.Count, text.Blocks.Count(block => block.Kind != BlockKind.Table) * 9 / 10, text.Blocks.Count);
    }

    [Fact]
    public void ABlockThatThePreviewLacksDoesNotCarryTheOthersAway()
    {
        var text = Text(("第一条 总则", null), ("这一段在预览里没有", null), ("第二条 价款与支付", null));
        var preview = Text(("第一条 总则", 1), ("第二条", 2), ("价款与支付", 3));
        Assert.Equal(new Dictionary<int, int> { [0] = 1, [2] = 2 }, PreviewPages.Align(text, preview));
    }

    private static DocumentText Text(params (string Line, int? Page)[] blocks) =>
        new("test", [.. blocks.Select(block => new DocumentBlock(BlockKind.Paragraph, block.Line, Page: block.Page))], null, []);
}
