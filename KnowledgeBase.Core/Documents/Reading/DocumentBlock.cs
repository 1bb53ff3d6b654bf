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

/// <summary>
/// One paragraph, heading, list item or table in reading order. <paramref name="Label"/> is the number that the reader
/// sees before the text (第七条, 4.2, （1）), computed for Word's automatic numbering, and is not part of
/// <paramref name="Text"/>. <paramref name="HeadingLevel"/> is 1 to 9 for headings, otherwise 0.
/// <paramref name="Page"/> counts from 1 and is null where the format has no pages.
/// </summary>
public sealed record DocumentBlock(
    BlockKind Kind,
    string Text,
    string? Label = null,
    int HeadingLevel = 0,
    int? Page = null)
{
    /// <summary>Label and text as one line, as a reader sees them: "第七条 违约责任".</summary>
    public string Line => string.IsNullOrEmpty(Label) ? Text : Text.Length == 0 ? Label : $"{Label} {Text}";
}
