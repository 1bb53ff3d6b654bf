namespace KnowledgeBase.Web.Components.Documents;

/// <summary>One row of a table as it is shown.</summary>
/// <param name="Number">Its number in its table or sheet; null where rows have none.</param>
/// <param name="IsHeader">It holds the names of the columns.</param>
/// <param name="IsHit">Part of the passage that was found.</param>
public sealed record ShownRow(int? Number, bool IsHeader, bool IsHit, IReadOnlyList<IReadOnlyList<TextPiece>> Cells);
