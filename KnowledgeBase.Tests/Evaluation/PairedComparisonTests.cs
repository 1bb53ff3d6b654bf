using KnowledgeBase.Core.Evaluation;

namespace KnowledgeBase.Tests.Evaluation;

public sealed class PairedComparisonTests
{
    /// <summary>Two-sided exact binomial probabilities, computed with exact fractions.</summary>
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(5, 0, 0.0625)]
    [InlineData(0, 6, 0.03125)]
    [InlineData(10, 2, 0.03857421875)]
    [InlineData(15, 5, 0.04138946533203125)]
    [InlineData(121, 59, 4.434449263755176e-06)]
    public void McNemarIsTheExactBinomialTest(int won, int lost, double p) => Assert.Equal(p, PairedComparison.McNemar(won, lost), Math.Max(1e-12, p * 0.0005));

    [Fact]
    public void ListsWhatWasWonAndLostAndBoundsTheGain()
    {
        var before = Enumerable.Range(0, 100).Select(i => Outcome(i, i < 53 ? 1 : 2)).ToList();
        var after = Enumerable.Range(0, 100).Select(i => Outcome(i, i is >= 3 and < 79 ? 1 : 4)).ToList();
        var comparison = PairedComparison.Of(before, after);
        Assert.Equal((100, 26, 3), (comparison.Count, comparison.Won.Count, comparison.Lost.Count));
        Assert.Equal(0.23, comparison.Gain, 1e-9);
        Assert.InRange(comparison.PValue, 0, 1e-4);
        Assert.InRange(comparison.Low, 0.10, 0.16);
        Assert.InRange(comparison.High, 0.30, 0.36);
        Assert.Equal(0, comparison.Lost[0].Before.Question.Id);
        var same = PairedComparison.Of(before, before);
        Assert.Equal((0.0, 1.0, 0.0, 0.0), (same.Gain, same.PValue, same.Low, same.High));
    }

    [Fact]
    public void MetricsCountWhatTheySay()
    {
        EvaluationOutcome[] outcomes = [Outcome(1, 1, 0.9), Outcome(2, 2, 0.8), Outcome(3, 4, 0.5), Outcome(4, null, 0.7), Outcome(5, 1, 0.55)];
        var metrics = RetrievalMetrics.Of(outcomes, 0.6);
        Assert.Equal((5, 0.4, 0.6, 0.6), (metrics.Count, metrics.Top1, metrics.Top3, metrics.Coverage));
        Assert.Equal((1 + 0.5 + 0.25 + 0 + 1) / 5, metrics.MeanReciprocalRank, 1e-12);
        Assert.Equal(1.0 / 3, metrics.Precision!.Value, 1e-12);
        Assert.Null(RetrievalMetrics.Of(outcomes, 0.95).Precision);
        Assert.Null(RetrievalMetrics.Of([], 0.5).Precision);
    }

    private static EvaluationOutcome Outcome(int id, int? rank, double cosine = 0.5) => new(new EvaluationQuestion(id, $"q{id}", "", Guid.Empty, "", ""), rank, cosine, "");
}
