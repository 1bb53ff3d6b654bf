namespace KnowledgeBase.Core.Faqs.Questions;

public enum FaqSource
{
    Console,
    Api,
    Widget,
}

/// <summary>A question that somebody asked, as it is kept: without what identifies him.</summary>
/// <param name="Id">Random, so that nobody can vote on another's question by counting.</param>
/// <param name="EntryId">The best entry, confident or not; null when there was none.</param>
/// <param name="Helpful">What the asker said; null for nothing.</param>
/// <param name="Handled">Somebody has dealt with it in the inbox.</param>
public sealed record FaqAsked(
    long Id, Guid CollectionId, DateTimeOffset AskedAt, FaqSource Source, string Text, Guid? EntryId, double? Cosine, bool Confident, bool? Helpful, bool Handled);
