namespace KnowledgeBase.Core.Chunking;

/// <summary>
/// A passage of a document that is embedded and found as one. It is contiguous: <paramref name="Text"/> is
/// <c>DocumentText.PlainText.Substring(Start, Length)</c>.
/// </summary>
/// <param name="Index">0-based place among the document's chunks.</param>
/// <param name="Text">The passage, label included.</param>
/// <param name="Label">Number of the clause it belongs to as the reader sees it (第七条, 4.2（1）); null without one.</param>
/// <param name="HeadingPath">Headings above it, outermost first.</param>
/// <param name="Page">Page on which it starts, from 1; null where the format has no pages.</param>
/// <param name="Start">UTF-16 offset in the document's plain text.</param>
/// <param name="Length">Length in UTF-16 units.</param>
/// <param name="TokenCount">Tokens of <see cref="EmbeddedText"/> by the model's own tokenizer.</param>
public sealed record Chunk(
    int Index,
    string Text,
    string? Label,
    IReadOnlyList<string> HeadingPath,
    int? Page,
    int Start,
    int Length,
    int TokenCount)
{
    /// <summary>Number of the block that it starts in, from 1: the place in a document without pages. Null for chunks of earlier versions.</summary>
    public int? Paragraph { get; init; }

    /// <summary>Number of the first of its table rows, in their table or sheet; null outside tables.</summary>
    public int? Row { get; init; }

    /// <summary>Names of the columns under which its rows are read, where they are not among them; null otherwise.</summary>
    public string? Context { get; init; }

    /// <summary>0 to 1 where its text, or part of it, was recognised from a picture, weighted by length; null where none was.</summary>
    public double? OcrConfidence { get; init; }

    /// <summary>What is embedded: the heading path and column names, so that a short clause keeps its context, then the passage.</summary>
    public string EmbeddedText => (HeadingPath.Count, Context) switch
    {
        (0, null) => Text,
        (_, null) => $"{string.Join(" > ", HeadingPath)}\n{Text}",
        (0, _) => $"{Context}\n{Text}",
        _ => $"{string.Join(" > ", HeadingPath)}\n{Context}\n{Text}",
    };
}
