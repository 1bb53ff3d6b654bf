namespace KnowledgeBase.Web.Components.Documents;

/// <summary>A table block as rows of cells, each with the hit and the query's words told apart.</summary>
internal static class ShownTable
{
    private const int Bar = 3; // " | " stands between two cells

    /// <summary>Null for what is no table, or whose text cannot be told apart into its cells.</summary>
    public static IReadOnlyList<ShownRow>? Of(ShownBlock shown)
    {
        if (shown.Block is not { Cells: { Count: > 0 } cells, Label: null or "" } block) return null;
        var lines = block.Text.Split('\n');
        if (lines.Length != cells.Count) return null;
        var rows = new List<ShownRow>(cells.Count);
        var start = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var ranges = Ranges(lines[i], cells[i], start);
            if (ranges is null) return null;
            rows.Add(new ShownRow(
                block.Table is { } place ? place.FirstRow + i : null, i < (block.Table?.HeaderRows ?? 0), shown.Pieces.Count > 0 && IsHit(shown.Pieces, start, lines[i].Length),
                [.. ranges.Select(range => Cut(shown.Pieces, range.Start, range.Length))]));
            start += lines[i].Length + 1;
        }

        return rows;
    }

    /// <summary>Where each cell stands in the block's text; empty cells at a row's end do not stand there.</summary>
    private static List<(int Start, int Length)>? Ranges(string line, IReadOnlyList<string> cells, int start)
    {
        var ranges = new List<(int, int)>(cells.Count);
        var at = 0;
        foreach (var cell in cells)
        {
            if (cell.Length == 0 && at >= line.Length)
            {
                ranges.Add((start, 0));
                continue;
            }

            if (at > line.Length || string.CompareOrdinal(line, at, cell, 0, cell.Length) != 0) return null;
            ranges.Add((start + at, cell.Length));
            at += cell.Length + Bar;
        }

        return ranges;
    }

    private static bool IsHit(IReadOnlyList<TextPiece> pieces, int start, int length) => Cut(pieces, start, length).Exists(piece => piece.IsHit);

    private static List<TextPiece> Cut(IReadOnlyList<TextPiece> pieces, int start, int length)
    {
        var cut = new List<TextPiece>();
        var at = 0;
        foreach (var piece in pieces)
        {
            var (from, to) = (Math.Max(start, at), Math.Min(start + length, at + piece.Text.Length));
            if (from < to) cut.Add(piece with { Text = piece.Text[(from - at)..(to - at)] });
            at += piece.Text.Length;
        }

        return cut;
    }
}
