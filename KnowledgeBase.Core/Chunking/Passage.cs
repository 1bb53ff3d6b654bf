using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Chunking;

/// <summary>Blocks, or rows of a table, that are to be one chunk, while they are gathered.</summary>
internal sealed class Passage(int first, IReadOnlyList<string> headingPath, int start)
{
    /// <summary>Index of the first block.</summary>
    public int First { get; } = first;

    public IReadOnlyList<string> HeadingPath { get; } = headingPath;

    /// <summary>UTF-16 offset in the plain text.</summary>
    public int Start { get; } = start;

    public int End { get; private set; }

    public int Last { get; private set; }

    public int Tokens { get; private set; }

    public bool OnlyHeadings { get; private set; } = true;

    public string? Label { get; private set; }

    /// <summary>Names of the columns, for rows that stand below them.</summary>
    public string? Context { get; init; }

    /// <summary>Number of the first row, in its table or sheet.</summary>
    public int? Row { get; set; }

    public void Add(int index, int size, DocumentBlock block, bool startsClause, string? label, int end)
    {
        // The clause is the first one: named by the headings that the passage begins with, or by its first paragraph.
        if (index == First || (OnlyHeadings && startsClause)) Label = label;
        if (block.Kind != BlockKind.Heading) OnlyHeadings = false;
        if (block.Table is not null && Context is null) Row ??= block.Table.FirstRow;
        Last = index;
        End = end;
        Tokens += size;
    }
}
