namespace KnowledgeBase.Web.Components.Documents;

/// <summary>Characters of a block's line that look alike.</summary>
/// <param name="IsLabel">The number before the text (第七条).</param>
/// <param name="IsHit">Inside the passage that was found.</param>
/// <param name="IsTerm">Shares a word with the query.</param>
public sealed record TextPiece(string Text, bool IsLabel, bool IsHit, bool IsTerm);
