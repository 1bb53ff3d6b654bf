namespace KnowledgeBase.Core.Evaluation;

/// <summary>How well a set's questions are answered with one weight of meaning.</summary>
/// <param name="VectorWeight">1: meaning alone, 0: words alone.</param>
public sealed record WeightOutcome(double VectorWeight, RetrievalMetrics Metrics);

/// <summary>Finds the weight of meaning beside words with which a set's questions are answered best.</summary>
public sealed class WeightTuning(EvaluationRunner runner)
{
    /// <summary>From words alone to meaning alone.</summary>
    public static IReadOnlyList<double> Weights { get; } = [.. Enumerable.Range(0, 11).Select(step => step / 10.0)];

    /// <summary>Measures the set with every weight, through the ranking that answers users.</summary>
    /// <param name="told">Called after each weight.</param>
    /// <exception cref="EvaluationException">set_missing.</exception>
    public async Task<IReadOnlyList<WeightOutcome>> MeasureAsync(
        EvaluationSet set, string instruction, Func<WeightOutcome, Task> told, CancellationToken cancellationToken)
    {
        var outcomes = new List<WeightOutcome>();
        foreach (var weight in Weights)
        {
            var outcome = new WeightOutcome(weight, await runner.MeasureAsync(set, new EvaluationConfiguration(instruction, 0, weight, 0), cancellationToken));
            outcomes.Add(outcome);
            await told(outcome);
        }

        return outcomes;
    }

    /// <summary>The one with the greatest mean reciprocal rank; of equals the nearest to what is usual, since a set is only a sample.</summary>
    public static WeightOutcome? Best(IEnumerable<WeightOutcome> outcomes, double usual) =>
        outcomes.OrderByDescending(outcome => Math.Round(outcome.Metrics.MeanReciprocalRank, 6)).ThenBy(outcome => Math.Abs(outcome.VectorWeight - usual)).FirstOrDefault();
}
