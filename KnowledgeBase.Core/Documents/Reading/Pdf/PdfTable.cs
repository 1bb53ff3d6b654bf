using KnowledgeBase.Core.Documents.Reading.Tables;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>A table on a page: what stands in its cells, and where its rows are.</summary>
/// <param name="Edges">Places of its column lines, in points from the left.</param>
/// <param name="Rows">Top, bottom and cells of each row.</param>
internal sealed record PdfTable(IReadOnlyList<float> Edges, IReadOnlyList<(float Top, float Bottom, IReadOnlyList<string> Cells)> Rows)
{
    private const int MaxCells = 20_000;

    /// <summary>Takes the characters inside ruled tables out of a page's and puts one line that stands for the table in their place.</summary>
    public static List<TextLine> TakeFrom(PageGlyphs page, List<Glyph> glyphs, Func<List<Glyph>, List<TextLine>> build)
    {
        var tables = new List<TextLine>();
        foreach (var grid in TableGrid.Find(page.Objects.Rulings, MaxCells))
        {
            var cells = new Dictionary<(int Row, int Column), List<Glyph>>();
            foreach (var glyph in glyphs)
            {
                if (grid.CellAt((glyph.Left + glyph.Right) / 2, glyph.Baseline - (0.3f * glyph.Size)) is not { } cell) continue;
                if (!cells.TryGetValue(cell, out var inside)) cells[cell] = inside = [];
                inside.Add(glyph);
            }

            // One filled cell per row is a frame around text, and a drawing has its labels where it likes.
            if (cells.Count < 2 || cells.Keys.Select(cell => cell.Column).Distinct().Count() < 2) continue;
            var taken = cells.Values.SelectMany(inside => inside).ToHashSet();
            var first = glyphs.FindIndex(taken.Contains);
            glyphs.RemoveAll(taken.Contains);
            var rows = Enumerable.Range(0, grid.Rows)
                .Select(row => (grid.RowBox(row).Top, grid.RowBox(row).Bottom, (IReadOnlyList<string>)[.. Enumerable.Range(0, grid.Columns).Select(column => Text(cells, row, column, build))]))
                .Where(row => row.Item3.Any(cell => cell.Length > 0)).ToList();
            var table = new PdfTable(grid.Edges, rows);
            tables.Add(new TextLine(page.Page, table, grid.Box, first, glyphs.Count > 0 ? glyphs[0].Turn : (byte)0));
        }

        return tables;
    }

    /// <summary>It has no rulings: <see cref="Edges"/> are the left and right ends of its columns.</summary>
    public bool IsAligned { get; init; }

    /// <summary>Whether this goes on where another ended: the same columns at the top of the next page.</summary>
    public bool Continues(PdfTable other)
    {
        if (IsAligned != other.IsAligned || Edges.Count != other.Edges.Count) return false;
        if (!IsAligned) return Edges.Zip(other.Edges).All(pair => Math.Abs(pair.First - pair.Second) < 4);
        return Enumerable.Range(0, Edges.Count / 2).All(column => Edges[2 * column] < other.Edges[(2 * column) + 1] && Edges[(2 * column) + 1] > other.Edges[2 * column]);
    }

    /// <summary>Two lines of one cell: Chinese goes on without a space.</summary>
    public static string Joined(string text, string line) =>
        text.Length == 0 || TextCleaning.IsCjk(text[^1]) || TextCleaning.IsCjk(line[0]) || text[^1] == '-' ? text + line : text + " " + line;

    /// <summary>The block of a table, of several pages perhaps; a heading row that is repeated on the next page counts once.</summary>
    public static DocumentBlock Block(IReadOnlyList<TextLine> parts)
    {
        var rows = new List<(TextLine Part, float Top, float Bottom, IReadOnlyList<string> Cells)>();
        foreach (var part in parts)
        {
            foreach (var (top, bottom, cells) in part.Table!.Rows)
            {
                if (part != parts[0] && rows[0].Cells.SequenceEqual(cells)) continue;
                rows.Add((part, top, bottom, cells));
            }
        }

        var all = rows.ConvertAll(row => row.Cells);
        var header = TableBlocks.LooksLikeHeader(all);
        var block = TableBlocks.Block(all, new TablePlace(1, header ? all[0] : null, header ? 1 : 0));
        var boxes = new List<LineBox>();
        var start = 0;
        foreach (var row in rows)
        {
            var length = TableBlocks.Line(row.Cells).Length;
            boxes.Add(new LineBox(row.Part.Page, row.Part.Left, row.Top, row.Part.Right - row.Part.Left, row.Bottom - row.Top, start, length));
            start += length + 1;
        }

        return block with { Page = parts[0].Page, Boxes = boxes };
    }

    private static string Text(Dictionary<(int, int), List<Glyph>> cells, int row, int column, Func<List<Glyph>, List<TextLine>> build)
    {
        if (!cells.TryGetValue((row, column), out var glyphs)) return "";
        return build(glyphs).Select(line => line.Text).Where(line => line.Length > 0).Aggregate("", Joined);
    }
}
