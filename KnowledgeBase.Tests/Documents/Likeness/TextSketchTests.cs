using KnowledgeBase.Core.Documents.Likeness;
using KnowledgeBase.Tests.Documents.Reading;

namespace KnowledgeBase.Tests.Documents.Likeness;

public sealed class TextSketchTests
{
    [Fact]
    public void LetterCaseWhiteSpaceAndPunctuationMakeNoDifference()
    {
        var one = TextSketch.Of("第一条 合同总价为 ￥500,000 元。Payment is due.");
        Assert.Equal(one.Hash, TextSketch.Of("第一条合同总价为￥500000元；\n PAYMENT IS DUE").Hash);
        Assert.Equal(1, one.Similarity(TextSketch.Of("第一条合同总价为￥500000元 payment is due")));
        Assert.NotEqual(one.Hash, TextSketch.Of("第一条 合同总价为 ￥500,001 元。Payment is due.").Hash);
    }

    [Fact]
    public async Task ARevisedContractIsAlikeAndAnotherOneIsNot()
    {
        var original = TextSketch.Of((await Fixture.ReadAsync("contracts/purchase_zh_original.docx")).PlainText);
        var revised = TextSketch.Of((await Fixture.ReadAsync("contracts/purchase_zh_revised.docx")).PlainText);
        var other = TextSketch.Of((await Fixture.ReadAsync("contracts/services_en_original.docx")).PlainText);
        Assert.InRange(original.Similarity(revised), 0.3, 0.99);
        Assert.InRange(original.Similarity(other), 0, 0.05);
    }

    /// <summary>The estimate of the kept hashes against the true share of common shingles.</summary>
    [Theory]
    [InlineData(0.95)]
    [InlineData(0.8)]
    [InlineData(0.5)]
    public void EstimatesTheShareOfCommonShingles(double share)
    {
        var random = new Random(7);
        var sentences = Enumerable.Range(0, 2_000).Select(_ => new string([.. Enumerable.Range(0, 40).Select(_ => (char)random.Next(0x4E00, 0x9FA5))])).ToArray();
        var common = (int)(1_000 * 2 * share / (1 + share)); // of 1,000 sentences each, so that common / union = share
        var (one, two) = (string.Concat(sentences[..1_000]), string.Concat(sentences[(1_000 - common)..(2_000 - common)]));
        var estimate = TextSketch.Of(one).Similarity(TextSketch.Of(two));
        Assert.InRange(estimate, share - 0.1, share + 0.1);
    }

    [Fact]
    public void AnEmptyTextIsLikeNothing() => Assert.Equal(0, TextSketch.Of("").Similarity(TextSketch.Of("合同总价为人民币五十万元整")));
}
