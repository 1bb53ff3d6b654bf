namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>What a block of a document is.</summary>
public enum BlockKind
{
    Paragraph,
    Heading,
    ListItem,
    Table,
    Footnote,
    Header,
    Footer,

    /// <summary>A line of a table of contents: text of the document, but never a clause.</summary>
    TableOfContents,
}

/// <summary>Where the rows of a table block stand in their table or sheet.</summary>
/// <param name="FirstRow">Number of the first of the block's rows, from 1; in a sheet the number that its margin shows.</param>
/// <param name="Header">Names of the columns, which the rows are read under; null where the table has none.</param>
/// <param name="HeaderRows">How many of the block's first rows are that header itself; 0 in a later part of a long table.</param>
public sealed record TablePlace(int FirstRow, IReadOnlyList<string>? Header = null, int HeaderRows = 0);

/// <summary>
/// One line of a block on its page, in points from the top left of the page as it is shown (after its rotation and crop).
/// The characters of the line are <c>Line.Substring(Start, Length)</c> of its <see cref="DocumentBlock"/>.
/// </summary>
public sealed record LineBox(int Page, float Left, float Top, float Width, float Height, int Start, int Length);

/// <summary>An address to which a part of a block leads: <c>Line.Substring(Start, Length)</c>. It is text of the document, never called.</summary>
public sealed record BlockLink(int Start, int Length, string Target);

/// <summary>
/// One paragraph, heading, list item or table in reading order. <paramref name="Label"/> is the number that the reader
/// sees before the text (第七条, 4.2, （1）), computed for Word's automatic numbering, and is not part of
/// <paramref name="Text"/>. <paramref name="HeadingLevel"/> is 1 to 9 for headings, otherwise 0.
/// <paramref name="Page"/> counts from 1 and is null where the format has no pages.
/// </summary>
/// <param name="Boxes">Where its lines stand on the page; null where the format has no places.</param>
/// <param name="Cells">A table's rows of cells; <paramref name="Text"/> is the same as lines. Null for all else.</param>
/// <param name="Table">Which rows of their table a table block has; null for all else, and for a table whose rows have no numbers.</param>
/// <param name="Links">Addresses to which parts of it lead; null where it has none.</param>
/// <param name="OcrConfidence">0 to 1 when the text was recognised from a picture; null when it was written as text.</param>
public sealed record DocumentBlock(
    BlockKind Kind,
    string Text,
    string? Label = null,
    int HeadingLevel = 0,
    int? Page = null,
    IReadOnlyList<LineBox>? Boxes = null,
    IReadOnlyList<IReadOnlyList<string>>? Cells = null,
    double? OcrConfidence = null,
    TablePlace? Table = null,
    IReadOnlyList<BlockLink>? Links = null)
{
    /// <summary>Label and text as one line, as a reader sees them: "第七条 违约责任".</summary>
    public string Line => string.IsNullOrEmpty(Label) ? Text : Text.Length == 0 ? Label : $"{Label} {Text}";
}
