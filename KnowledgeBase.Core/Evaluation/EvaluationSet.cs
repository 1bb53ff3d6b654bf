namespace KnowledgeBase.Core.Evaluation;

/// <summary>Questions with what each should find, in one collection.</summary>
public sealed record EvaluationSet(Guid Id, Guid CollectionId, string Name, int QuestionCount, DateTimeOffset CreatedAt, string CreatedBy);

/// <summary>A question of a set.</summary>
/// <param name="Category">What makes it hard, such as negation; "" for nothing said.</param>
/// <param name="Target">Id of the FAQ entry or document that it should find.</param>
/// <param name="TargetName">The entry's question or the document's name when the question was added.</param>
/// <param name="Clause">Label of the clause in the document; "" for anywhere in it.</param>
public sealed record EvaluationQuestion(long Id, string Text, string Category, Guid Target, string TargetName, string Clause);

/// <summary>A question on its way into a set.</summary>
/// <param name="Number">As a spreadsheet numbers it, from 1; in a list, its place.</param>
/// <param name="Expected">Name or id of the entry or document that it should find.</param>
public sealed record EvaluationRow(int Number, string Question, string Expected, string Category = "", string Clause = "");

/// <summary>A row of an evaluation file that cannot be used: question_missing, question_too_long, expected_missing, expected_unknown or question_repeated.</summary>
/// <param name="Row">As a spreadsheet numbers it, from 1.</param>
/// <param name="What">What the message names.</param>
public sealed record EvaluationFault(int Row, string Code, string What);

/// <summary>An evaluation that cannot be made: set_has_faults, set_missing or run_missing.</summary>
public sealed class EvaluationException(string code, string detail, IReadOnlyList<EvaluationFault>? faults = null) : Exception(detail)
{
    public string Code { get; } = code;

    public IReadOnlyList<EvaluationFault> Faults { get; } = faults ?? [];
}
