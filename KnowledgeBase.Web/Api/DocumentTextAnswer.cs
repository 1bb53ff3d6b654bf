using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Web.Api;

/// <summary>The text of a document as it was read.</summary>
/// <param name="Engine">The reader that made it.</param>
/// <param name="PageCount">Null where the format has no pages.</param>
/// <param name="Warnings">Stable codes.</param>
/// <param name="PlainText">All blocks, label and text each, joined by line feeds; offsets refer to it, in UTF-16 units.</param>
public sealed record DocumentTextAnswer(
    Guid DocumentId, string Name, string Engine, int? PageCount, IReadOnlyList<string> Warnings, string PlainText, IReadOnlyList<BlockItem> Blocks);

/// <summary>One paragraph, heading, list item or table.</summary>
/// <param name="Label">The number that the reader sees before the text; not part of <paramref name="Text"/>.</param>
/// <param name="HeadingLevel">1 to 9 for headings, else 0.</param>
/// <param name="Page">From 1; null where the format has no pages.</param>
/// <param name="Start">Where label and text begin in the plain text.</param>
/// <param name="Cells">A table's rows of cells; null for all else.</param>
/// <param name="OcrConfidence">0 to 1 when it was recognised from a picture.</param>
public sealed record BlockItem(
    int Index, BlockKind Kind, string? Label, string Text, int HeadingLevel, int? Page, int Start, int Length,
    IReadOnlyList<IReadOnlyList<string>>? Cells, double? OcrConfidence);

/// <summary>A passage that is embedded and found as one.</summary>
/// <param name="Start">UTF-16 offset in the document's plain text.</param>
/// <param name="OcrConfidence">0 to 1 where it, or part of it, was recognised from a picture; else null.</param>
public sealed record ChunkItem(
    long Id, int Index, string? Label, IReadOnlyList<string> HeadingPath, int? Page, string Text, int Start, int Length, int TokenCount, double? OcrConfidence)
{
    internal static ChunkItem Of(StoredChunk stored) => new(
        stored.Id, stored.Chunk.Index, stored.Chunk.Label, stored.Chunk.HeadingPath, stored.Chunk.Page, stored.Chunk.Text, stored.Chunk.Start,
        stored.Chunk.Length, stored.Chunk.TokenCount, stored.Chunk.OcrConfidence);
}
