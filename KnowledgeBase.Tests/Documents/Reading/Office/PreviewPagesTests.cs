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
        var made = await preview.MakeAsync(Fixture.Path("contracts/purchase_zh_original.docx"), "合同.docx", null, TestContext.Current.CancellationToken);
        var alignment = new PreviewAlignment(text, made);
        var pages = alignment.Pages;
        var inOrder = pages.OrderBy(page => page.Key).Select(page => page.Value).ToList();
        Assert.Equal(inOrder.Order(), inOrder);
        Assert.Equal(1, inOrder[0]);
        Assert.True(inOrder[^1] > 1);
        // The lines of a clause in the preview say what the clause says, and stand on its page.
        var clause = text.Blocks.ToList().FindIndex(block => block.Text.Contains("迟延交付超过", StringComparison.Ordinal));
        var boxes = alignment.Boxes(clause, clause);
        Assert.Equal(pages[clause], boxes[0].Page);
        var lines = made.Blocks.Where(block => block.Boxes is not null).SelectMany(block => block.Boxes!.Select(box => (box, Text: block.Line.Substring(box.Start, box.Length))));
        Assert.Contains("迟延交付超过", string.Concat(lines.Where(line => boxes.Contains(line.box)).Select(line => line.Text)).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var (start, end) = alignment.BlocksOf(pages[clause]);
        Assert.InRange(clause, start, end - 1);
        Assert.InRange(pages.Count, text.Blocks.Count(block => block.Kind != BlockKind.Table) * 9 / 10, text.Blocks.Count);
    }

    [Fact]
    public void ABlockThatThePreviewLacksDoesNotCarryTheOthersAway()
    {
        var text = Text(("第一条 总则", null), ("这一段在预览里没有", null), ("第二条 价款与支付", null));
        var preview = Text(("第一条 总则", 1), ("第二条", 2), ("价款与支付", 3));
        Assert.Equal(new Dictionary<int, int> { [0] = 1, [2] = 2 }, new PreviewAlignment(text, preview).Pages);
    }

    private static DocumentText Text(params (string Line, int? Page)[] blocks) =>
        new("test", [.. blocks.Select(block => new DocumentBlock(BlockKind.Paragraph, block.Line, Page: block.Page))], null, []);
}
