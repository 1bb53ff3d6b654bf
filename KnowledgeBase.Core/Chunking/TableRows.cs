using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Chunking;

/// <summary>A table block as rows that can be told apart in its text.</summary>
/// <param name="Header">The names of its columns in one line; null without.</param>
/// <param name="FirstBodyRow">Number of the first row below the names.</param>
/// <param name="Lines">Number of each row in its table or sheet, and where its line stands in the block's text.</param>
internal sealed record TableRows(string? Header, int FirstBodyRow, IReadOnlyList<(int Row, int Start, int Length)> Lines)
{
    /// <summary>Null for what is no table, or whose text is not a line per row.</summary>
    public static TableRows? Of(DocumentBlock block)
    {
        if (block is not { Kind: BlockKind.Table, Cells.Count: > 0, Label: null }) return null;
        var lines = block.Text.Split('\n');
        if (lines.Length != block.Cells.Count) return null;
        var place = block.Table ?? new TablePlace(1);
        var start = 0;
        var rows = new List<(int, int, int)>();
        foreach (var line in lines)
        {
            if (line.Length > 0) rows.Add((place.FirstRow + rows.Count, start, line.Length));
            start += line.Length + 1;
        }

        var header = place.Header is { } names ? string.Join(" | ", names.Where(name => name.Length > 0)) : null;
        return new TableRows(header, place.FirstRow + place.HeaderRows, rows);
    }
}
