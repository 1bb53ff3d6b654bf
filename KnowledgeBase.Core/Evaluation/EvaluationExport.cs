using System.Globalization;
using KnowledgeBase.Core.Tables;

namespace KnowledgeBase.Core.Evaluation;

/// <summary>Writes what a run found, question by question.</summary>
public sealed class EvaluationExport(EvaluationStore store)
{
    public async Task<byte[]> WriteAsync(Guid runId, TableFormat format, CancellationToken cancellationToken)
    {
        var outcomes = await store.OutcomesAsync(runId, cancellationToken);
        string[] header = ["question", "category", "expected", "clause", "found", "rank", "cosine"];
        return TableWriter.Write(format, "Evaluation", outcomes.Select<EvaluationOutcome, IReadOnlyList<string>>(outcome =>
        [
            outcome.Question.Text, outcome.Question.Category, outcome.Question.TargetName, outcome.Question.Clause, outcome.Found,
            outcome.Rank?.ToString(CultureInfo.InvariantCulture) ?? "", outcome.Cosine?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "",
        ]).Prepend(header));
    }
}
