using KnowledgeBase.Core.Evaluation;

namespace KnowledgeBase.Web.Api.Evaluation;

/// <summary>A set to be made.</summary>
/// <param name="Name">1 to 100 characters.</param>
internal sealed record EvaluationSetBody(Guid CollectionId, string? Name, IReadOnlyList<EvaluationQuestionBody>? Questions);

/// <param name="Question">1 to 2,000 characters.</param>
/// <param name="Expected">An entry's question or id, a document's name or id.</param>
/// <param name="Category">What makes it hard, such as negation.</param>
/// <param name="Clause">Label of a document's clause; anywhere in it when left out.</param>
internal sealed record EvaluationQuestionBody(string? Question, string? Expected, string? Category, string? Clause);

internal sealed record EvaluationSetItem(Guid Id, Guid CollectionId, string Name, int QuestionCount, DateTimeOffset CreatedAt)
{
    public static EvaluationSetItem Of(EvaluationSet set) => new(set.Id, set.CollectionId, set.Name, set.QuestionCount, set.CreatedAt);
}

/// <param name="ExpectedId">Of the entry or document.</param>
internal sealed record EvaluationQuestionItem(string Question, string Category, Guid ExpectedId, string ExpectedName, string Clause)
{
    public static EvaluationQuestionItem Of(EvaluationQuestion question) =>
        new(question.Text, question.Category, question.Target, question.TargetName, question.Clause);
}
