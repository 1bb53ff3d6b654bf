namespace KnowledgeBase.Core.Evaluation;

/// <summary>What a threshold gives.</summary>
/// <param name="Precision">Share of the answers that are right; null when there are none.</param>
/// <param name="Coverage">Share of the questions that get an answer.</param>
public sealed record ThresholdPoint(double MinCosine, double? Precision, double Coverage, int Answered);

/// <summary>The threshold from which on answers are right as often as is wanted, and no fewer questions are answered than that takes.</summary>
public sealed record ThresholdSuggestion(ThresholdPoint Point, double WantedPrecision)
{
    public const double DefaultPrecision = 0.8;

    /// <summary>A share of fewer answers than these says nothing.</summary>
    private const int FewestAnswers = 10;

    private const int Steps = 100;

    /// <summary>A single threshold may be lucky: those above it, up to this much, must be as good.</summary>
    private const int SteadySteps = 5;

    /// <summary>Precision and coverage at every threshold from 0 to 1 in steps of 0.01.</summary>
    public static IReadOnlyList<ThresholdPoint> Curve(IReadOnlyCollection<EvaluationOutcome> outcomes) =>
    [
        .. Enumerable.Range(0, Steps + 1).Select(step => (double)step / Steps).Select(threshold =>
        {
            var answered = outcomes.Where(outcome => outcome.Cosine >= threshold).ToList();
            return new ThresholdPoint(
                threshold, answered.Count == 0 ? null : (double)answered.Count(outcome => outcome.IsRight) / answered.Count,
                outcomes.Count == 0 ? 0 : (double)answered.Count / outcomes.Count, answered.Count);
        }),
    ];

    /// <summary>The lowest threshold that gives this precision; null when none does on enough answers.</summary>
    /// <param name="precision">0 to 1.</param>
    public static ThresholdSuggestion? Of(IReadOnlyCollection<EvaluationOutcome> outcomes, double precision)
    {
        var curve = Curve(outcomes);
        for (var step = 0; step <= Steps && curve[step].Answered >= FewestAnswers; step++)
        {
            if (curve.Skip(step).Take(SteadySteps + 1).Where(point => point.Answered >= FewestAnswers).All(point => point.Precision >= precision))
            {
                return new ThresholdSuggestion(curve[step], precision);
            }
        }

        return null;
    }
}
