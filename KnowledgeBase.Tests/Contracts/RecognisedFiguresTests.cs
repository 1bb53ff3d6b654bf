using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Tests.Contracts;

public sealed class RecognisedFiguresTests
{
    /// <summary>The same words on both sides: nothing differs, and still somebody is told to look.</summary>
    [Fact]
    public void FiguresFromAPictureAreNeverTheSameWithoutAWarning()
    {
        var written = Text(null);
        var recognised = Text(0.9);
        var result = ContractComparison.Compare(written, recognised);
        Assert.All(result.Alignment, item => Assert.Equal(ClauseRelation.Identical, item.Relation));
        var warning = Assert.Single(result.Warnings, warning => warning.Type == ContractWarnings.Recognised);
        Assert.Equal("b", warning.Side);
        Assert.Contains("15", warning.Text, StringComparison.Ordinal);
        Assert.All(result.UnitsB, clause => Assert.Equal(0.9, clause.OcrConfidence));
        Assert.DoesNotContain(ContractComparison.Compare(written, Text(null)).Warnings, warning => warning.Type == ContractWarnings.Recognised);
    }

    private static DocumentText Text(double? confidence) => new(
        "test",
        [
            new DocumentBlock(BlockKind.Heading, "付款", "第一条", 4, 1, OcrConfidence: confidence),
            new DocumentBlock(BlockKind.Paragraph, "甲方应于验收合格后15个工作日内支付合同总价的80%。", "1.1", 0, 1, OcrConfidence: confidence),
        ],
        1, []);
}
