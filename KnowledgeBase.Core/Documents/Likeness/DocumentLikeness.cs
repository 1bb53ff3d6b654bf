namespace KnowledgeBase.Core.Documents.Likeness;

/// <summary>Another document of the collection that says the same, or nearly.</summary>
/// <param name="OtherName">The user's file name of the other one.</param>
/// <param name="Similarity">Share of the shingles of both texts that are in both, 0 to 1.</param>
/// <param name="IsByMeaning">Found by vectors: <paramref name="Similarity"/> is the share of its passages that the other one has, in other words perhaps.</param>
/// <param name="IsSameText">Not a character differs but white space, punctuation and letter case.</param>
public sealed record DocumentLikeness(Guid OtherId, string OtherName, DateTimeOffset OtherReceivedAt, double Similarity, bool IsSameText, bool IsByMeaning = false);

/// <summary>One version of a document, oldest first in a list.</summary>
public sealed record DocumentVersion(Guid Id, string Name, DateTimeOffset ReceivedAt);
