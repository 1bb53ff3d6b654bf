using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Evaluation;

namespace KnowledgeBase.Web.Api.Evaluation;

/// <summary>A run to be started; what is left out is the collection's own.</summary>
/// <param name="Instruction">Put before each question; "" for none.</param>
/// <param name="Dimensions">Matryoshka length; 0: all that the model has.</param>
/// <param name="VectorWeight">Share of the cosine in the order, 0 to 1.</param>
/// <param name="MinCosine">The threshold that precision and coverage are told for.</param>
internal sealed record EvaluationRunBody(string? Name, string? Instruction, int? Dimensions, double? VectorWeight, double? MinCosine);

/// <summary>A run, how far it is, and what it has measured.</summary>
/// <param name="Identity">Of the vectors that were compared; null before it runs.</param>
/// <param name="Metrics">Of the questions done; null while there are none.</param>
internal sealed record EvaluationRunItem(
    Guid Id, Guid SetId, string Name, EvaluationStatus Status, int Done, int Questions, EvaluationConfiguration Configuration, EmbeddingIdentity? Identity, int Items,
    string? ErrorCode, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, RetrievalMetrics? Metrics)
{
    public static EvaluationRunItem Of(EvaluationRun run, IReadOnlyList<EvaluationOutcome> outcomes) => new(
        run.Id, run.SetId, run.Name, run.Status, run.DoneCount, run.QuestionCount, run.Configuration, run.Identity, run.ItemCount, run.ErrorCode, run.StartedAt, run.FinishedAt,
        outcomes.Count == 0 ? null : RetrievalMetrics.Of(outcomes, run.Configuration.MinCosine));
}

/// <param name="Thresholds">Precision and coverage from 0 to 1 in steps of 0.01.</param>
/// <param name="Suggestion">The lowest threshold with the precision asked for; null when none has it.</param>
internal sealed record EvaluationRunDetail(
    EvaluationRunItem Run, IReadOnlyList<EvaluationCategoryItem> Categories, IReadOnlyList<ThresholdPoint> Thresholds, ThresholdPoint? Suggestion)
{
    public static EvaluationRunDetail Of(EvaluationRun run, IReadOnlyList<EvaluationOutcome> outcomes, double precision) => new(
        EvaluationRunItem.Of(run, outcomes),
        [.. RetrievalMetrics.ByCategory(outcomes, run.Configuration.MinCosine).Select(row => new EvaluationCategoryItem(row.Category, row.Metrics))],
        ThresholdSuggestion.Curve(outcomes), ThresholdSuggestion.Of(outcomes, precision)?.Point);
}

internal sealed record EvaluationCategoryItem(string Category, RetrievalMetrics Metrics);

/// <param name="Rank">Of what it should find, from 1; null beyond the first twenty.</param>
/// <param name="Found">Name of what came first.</param>
internal sealed record EvaluationOutcomeItem(string Question, string Category, string Expected, string Clause, int? Rank, double? Cosine, string Found)
{
    public static EvaluationOutcomeItem Of(EvaluationOutcome outcome) => new(
        outcome.Question.Text, outcome.Question.Category, outcome.Question.TargetName, outcome.Question.Clause, outcome.Rank, outcome.Cosine, outcome.Found);
}

/// <summary>A run against the one before.</summary>
/// <param name="Gain">Of Top-1; -1 to 1.</param>
/// <param name="PValue">McNemar's exact test, two-sided.</param>
/// <param name="Low">Of the 95 % bootstrap interval of the gain.</param>
internal sealed record EvaluationComparisonItem(
    int Questions, double Gain, double PValue, double Low, double High, IReadOnlyList<EvaluationChangeItem> Won, IReadOnlyList<EvaluationChangeItem> Lost,
    IReadOnlyList<EvaluationGainItem> Categories)
{
    public static EvaluationComparisonItem Of(IReadOnlyList<EvaluationOutcome> before, IReadOnlyList<EvaluationOutcome> after)
    {
        var compared = PairedComparison.Of(before, after);
        return new EvaluationComparisonItem(
            compared.Count, compared.Gain, compared.PValue, compared.Low, compared.High, [.. compared.Won.Select(EvaluationChangeItem.Of)], [.. compared.Lost.Select(EvaluationChangeItem.Of)],
            [
                .. from category in after.Select(outcome => outcome.Question.Category).Distinct().Order(StringComparer.Ordinal)
                   select new EvaluationGainItem(category, Top1(before, category), Top1(after, category)),
            ]);
    }

    private static double Top1(IEnumerable<EvaluationOutcome> outcomes, string category) =>
        RetrievalMetrics.Of([.. outcomes.Where(outcome => outcome.Question.Category == category)], 0).Top1;
}

internal sealed record EvaluationChangeItem(string Question, string Expected, int? RankBefore, int? RankAfter)
{
    public static EvaluationChangeItem Of((EvaluationOutcome Before, EvaluationOutcome After) pair) =>
        new(pair.After.Question.Text, pair.After.Question.TargetName, pair.Before.Rank, pair.After.Rank);
}

internal sealed record EvaluationGainItem(string Category, double Top1Before, double Top1After);
