using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Ingestion.Rereading;

namespace KnowledgeBase.Tests.Ingestion.Rereading;

public sealed class ReadingComparisonTests
{
    [Fact]
    public void TellsApartTheCharactersThatDiffer()
    {
        var comparison = ReadingComparison.Of(
            Text("第一条 甲方应于15个工作日内付款。", "第二条 乙方交货。", "第三条 违约责任"),
            Text("第一条 甲方应于15日内付款。", "第二条 乙方交货。", "第三条 违约责任", "第四条 保密"));
        Assert.Equal(2, comparison.ChangeCount);
        Assert.Equal(
            [(TextChangeKind.Same, "第一条 甲方应于15"), (TextChangeKind.Deleted, "个工作"), (TextChangeKind.Same, "日内付款。")],
            comparison.Changes[0].Pieces.Select(piece => (piece.Kind, piece.Text)));
        Assert.Equal([(TextChangeKind.Inserted, "第四条 保密")], comparison.Changes[1].Pieces.Select(piece => (piece.Kind, piece.Text)));
        Assert.Equal((3, 4), (comparison.Before.Paragraphs, comparison.After.Paragraphs));
    }

    [Fact]
    public void SaysThatTwoReadingsFoundTheSame()
    {
        var comparison = ReadingComparison.Of(Text("甲", "乙"), Text("甲", "乙"));
        Assert.True(comparison.IsSameText);
        Assert.Empty(comparison.Pages);
    }

    [Fact]
    public void NamesThePagesThatDiffer()
    {
        DocumentBlock On(int page, string text, double? confidence = null) => new(BlockKind.Paragraph, text, Page: page, OcrConfidence: confidence);
        var comparison = ReadingComparison.Of(
            new DocumentText("pdfium", [On(1, "一样的一页"), On(2, "乱码")], 3, []),
            new DocumentText("pdfium+tesseract", [On(1, "一样的一页"), On(2, "识别出来的文字", 0.9)], 3, [ReadingWarning.OcrUsed]));
        var page = Assert.Single(comparison.Pages);
        Assert.Equal((2, 2, 7, 0.9), (page.Page, page.Before!.Characters, page.After!.Characters, page.After.OcrConfidence!.Value));
    }

    private static DocumentText Text(params string[] lines) => new("test", [.. lines.Select(line => new DocumentBlock(BlockKind.Paragraph, line))], null, []);
}
