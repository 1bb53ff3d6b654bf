namespace KnowledgeBase.Tests.Contracts;

/// <summary>What is equal, what is said in other words, what differs and in what, over pairs of both languages.</summary>
public sealed class LabelledPairsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("contracts/pairs.jsonl", 51)]
    [InlineData("contracts/pairs-own.jsonl", 180)]
    [InlineData("contracts/pairs-more.jsonl", 73)]
    [InlineData("contracts/pairs-third.jsonl", 82)]
    [InlineData("contracts/pairs-fourth.jsonl", 66)]
    public void AgreesWithTheLabels(string file, int pairs)
    {
        var score = LabelledPairs.Score(file);
        output.WriteLine(score.Figures);
        Assert.Equal(pairs, score.Pairs);
        Assert.True(score.RelationAccuracy >= 0.96, score.Figures);
        Assert.True(score.KindsF1 >= 0.92, score.Figures);
        Assert.True(score.FalseAlarms <= 1, score.Figures);
        Assert.Equal(0, score.Missed);
    }
}
