namespace KnowledgeBase.Core.Evaluation;

/// <summary>Two runs over the same questions: is one better, or was it luck?</summary>
/// <param name="Won">Questions that only the second run answers rightly.</param>
/// <param name="Lost">Questions that only the first run answers rightly.</param>
/// <param name="Gain">Top-1 of the second less that of the first.</param>
/// <param name="PValue">McNemar's test, exact and two-sided: how likely so uneven a split of won and lost is if neither is better.</param>
/// <param name="Low">Lower end of the gain's 95 % bootstrap interval.</param>
/// <param name="High">Its upper end.</param>
public sealed record PairedComparison(
    int Count, IReadOnlyList<(EvaluationOutcome Before, EvaluationOutcome After)> Won, IReadOnlyList<(EvaluationOutcome Before, EvaluationOutcome After)> Lost,
    double Gain, double PValue, double Low, double High)
{
    private const int Resamples = 10_000;

    /// <summary>Only questions that both runs have are compared.</summary>
    public static PairedComparison Of(IEnumerable<EvaluationOutcome> before, IEnumerable<EvaluationOutcome> after)
    {
        var first = before.ToDictionary(outcome => outcome.Question.Id);
        var pairs = after.Where(outcome => first.ContainsKey(outcome.Question.Id)).Select(outcome => (Before: first[outcome.Question.Id], After: outcome)).ToList();
        var won = pairs.Where(pair => !pair.Before.IsRight && pair.After.IsRight).ToList();
        var lost = pairs.Where(pair => pair.Before.IsRight && !pair.After.IsRight).ToList();
        var (low, high) = Interval(pairs.Count, won.Count, lost.Count);
        return new PairedComparison(pairs.Count, won, lost, pairs.Count == 0 ? 0 : (double)(won.Count - lost.Count) / pairs.Count, McNemar(won.Count, lost.Count), low, high);
    }

    /// <summary>Two-sided exact binomial probability of a split at least as uneven, each side being equally likely.</summary>
    public static double McNemar(int won, int lost)
    {
        var count = won + lost;
        var tail = 0.0;
        var logChoose = 0.0;
        for (var i = 0; i <= Math.Min(won, lost); i++)
        {
            tail += Math.Exp(logChoose - (count * Math.Log(2)));
            logChoose += Math.Log(count - i) - Math.Log(i + 1);
        }

        return count == 0 ? 1 : Math.Min(1, 2 * tail);
    }

    /// <summary>Percentile bootstrap over the questions, with a fixed seed so that the same runs always give the same interval.</summary>
    private static (double Low, double High) Interval(int count, int won, int lost)
    {
        if (count == 0)
        {
            return (0, 0);
        }

        var random = new Random(20_26);
        var gains = new int[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            for (var j = 0; j < count; j++)
            {
#pragma warning disable CA5394 // A resample is no secret.
                var drawn = random.Next(count);
#pragma warning restore CA5394
                gains[i] += drawn < won ? 1 : drawn < won + lost ? -1 : 0;
            }
        }

        Array.Sort(gains);
        return ((double)gains[(int)(Resamples * 0.025)] / count, (double)gains[(int)(Resamples * 0.975)] / count);
    }
}
