using System.Globalization;
using KnowledgeBase.Core.Tables;

namespace KnowledgeBase.Core.Evaluation;

/// <summary>Writes a set, and what a run found question by question, as tables.</summary>
public sealed class EvaluationExport(EvaluationStore store)
{
    /// <summary>The set itself; imported again it gives the same questions.</summary>
    public async Task<byte[]> WriteSetAsync(Guid setId, TableFormat format, CancellationToken cancellationToken)
    {
        var questions = await store.QuestionsAsync(setId, cancellationToken);
        string[] header = ["question", "expected", "category", "clause"];
        return TableWriter.Write(format, "Questions", questions.Select<EvaluationQuestion, IReadOnlyList<string>>(question =>
            [question.Text, question.Target.ToString(), question.Category, question.Clause]).Prepend(header));
    }

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
