using KnowledgeBase.Core.Search;
using KnowledgeBase.Tests.Embeddings;

namespace KnowledgeBase.Tests.Search;

public sealed class CarryingSentenceTests
{
    [Theory]
    [InlineData("甲方应付款。乙方应交货；逾期的，按日支付违约金！", "甲方应付款。|乙方应交货；|逾期的，按日支付违约金！")]
    [InlineData("The rate is 1.5% a day. It is due on 1.3.2026; no notice is needed.", "The rate is 1.5% a day.|It is due on 1.3.2026;|no notice is needed.")]
    [InlineData("第一条 付款\n甲方应付款", "第一条 付款|甲方应付款")]
    [InlineData("", "")]
    public void SplitsAtTheEndsOfSentences(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', CarryingSentence.Split(text).Select(range => text.Substring(range.Start, range.Length))));

    [Fact]
    public async Task TheSentenceThatAnswersHasTheGreatestCosine()
    {
        await using var running = await RunningEngine.StartAsync();
        const string Text = "本合同一式两份，双方各执一份。乙方迟延交付超过十五日的，甲方有权解除合同。发票应当在验收后开具。";
        var scores = await new CarryingSentence(running.Engine).ScoreAsync("供应商延迟交货，买方能不能解除合同？", "", Text, CancellationToken.None);
        Assert.Equal(3, scores.Count);
        var best = scores.MaxBy(score => score.Cosine)!;
        Assert.Contains("解除合同", Text.Substring(best.Range.Start, best.Range.Length), StringComparison.Ordinal);
    }
}
