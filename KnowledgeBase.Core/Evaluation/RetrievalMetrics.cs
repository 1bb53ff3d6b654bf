namespace KnowledgeBase.Core.Evaluation;

/// <summary>How well questions found what they should; all shares 0 to 1.</summary>
/// <param name="Top1">Share of questions whose right item came first.</param>
/// <param name="Top3">Share whose right item was among the first three.</param>
/// <param name="MeanReciprocalRank">Mean of 1 / rank; 0 beyond the twentieth.</param>
/// <param name="Coverage">Share of questions that get an answer at the threshold.</param>
/// <param name="Precision">Of those answers, the share that is right; null when there are none.</param>
public sealed record RetrievalMetrics(int Count, double Top1, double Top3, double MeanReciprocalRank, double Coverage, double? Precision)
{
    /// <param name="minCosine">An answer is given from this cosine of the first item on.</param>
    public static RetrievalMetrics Of(IReadOnlyCollection<EvaluationOutcome> outcomes, double minCosine)
    {
        if (outcomes.Count == 0)
        {
            return new RetrievalMetrics(0, 0, 0, 0, 0, null);
        }

        var answered = outcomes.Where(outcome => outcome.Cosine >= minCosine).ToList();
        return new RetrievalMetrics(
            outcomes.Count, Share(outcome => outcome.IsRight), Share(outcome => outcome.Rank <= 3),
            outcomes.Average(outcome => outcome.Rank is { } rank ? 1.0 / rank : 0), (double)answered.Count / outcomes.Count,
            answered.Count == 0 ? null : (double)answered.Count(outcome => outcome.IsRight) / answered.Count);

        double Share(Func<EvaluationOutcome, bool> counts) => (double)outcomes.Count(counts) / outcomes.Count;
    }

    /// <summary>By category, in the order of their names.</summary>
    public static IReadOnlyList<(string Category, RetrievalMetrics Metrics)> ByCategory(IEnumerable<EvaluationOutcome> outcomes, double minCosine) =>
    [
        .. outcomes.GroupBy(outcome => outcome.Question.Category).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, Of([.. group], minCosine))),
    ];

    /// <summary>Precision and coverage at every threshold from 0 to 1 in steps of 0.05.</summary>
    public static IReadOnlyList<(double MinCosine, RetrievalMetrics Metrics)> ByThreshold(IReadOnlyCollection<EvaluationOutcome> outcomes) =>
        [.. Enumerable.Range(0, 21).Select(step => step / 20.0).Select(threshold => (threshold, Of(outcomes, threshold)))];
}
