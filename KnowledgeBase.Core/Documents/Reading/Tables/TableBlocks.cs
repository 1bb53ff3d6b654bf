using System.Globalization;

namespace KnowledgeBase.Core.Documents.Reading.Tables;

/// <summary>
/// Makes blocks of rows: an empty row ends a table, a row of column names is found, and a long table becomes several
/// blocks, each of which knows the names and the numbers of its rows.
/// </summary>
internal static class TableBlocks
{
    private const int RowsPerBlock = 40;
    private const int LongestName = 40;

    /// <summary>The blocks of a sheet, in order.</summary>
    public static IEnumerable<DocumentBlock> Of(IEnumerable<TableRow> rows)
    {
        IReadOnlyList<string>? header = null;
        foreach (var region in Regions(rows))
        {
            var body = WithoutEmptyColumns(region);
            while (body.Count > 0 && body[0].Written == 1 && body.Count(row => row.Written > 1) != body.Count)
            {
                if (ParagraphBlocks.OfTyped(body[0].Cells.First(cell => cell.Length > 0), null) is { } title) yield return title;
                body.RemoveAt(0);
            }

            if (body.Count == 0) continue;
            var headerRows = LooksLikeHeader([.. body.Select(row => row.Cells)]) ? 1 : 0;
            if (headerRows > 0) header = body[0].Cells;
            else if (header?.Count != body[0].Cells.Count) header = null; // the names of a table above go on for one of its shape
            foreach (var part in body.Chunk(RowsPerBlock))
            {
                yield return Block([.. part.Select(row => row.Cells)], new TablePlace(part[0].Number, header, headerRows));
                headerRows = 0;
            }
        }
    }

    /// <summary>A table block; its text is a line per row, without the empty cells at a row's end.</summary>
    public static DocumentBlock Block(IReadOnlyList<IReadOnlyList<string>> cells, TablePlace place) =>
        new(BlockKind.Table, string.Join('\n', cells.Select(Line)), Cells: cells, Table: place);

    /// <summary>A row as it is read: cells between bars.</summary>
    public static string Line(IReadOnlyList<string> cells)
    {
        var count = cells.Count;
        while (count > 1 && cells[count - 1].Length == 0) count--;
        return string.Join(" | ", cells.Take(count));
    }

    /// <summary>Whether the first row names the columns: short words, all different, no number; and there is something below it.</summary>
    public static bool LooksLikeHeader(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count < 2) return false;
        var names = rows[0].Where(cell => cell.Length > 0).ToList();
        return names.Count >= 2
            && names.TrueForAll(name => name.Length <= LongestName && !IsNumber(name) && !TextCleaning.EndsSentence(name.TrimEnd(':', '：')))
            && names.Distinct(StringComparer.Ordinal).Count() == names.Count
            && rows[1].Count(cell => cell.Length > 0) >= Math.Min(2, names.Count - 1);
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text.TrimEnd('%').TrimStart('¥', '￥', '$', '€'), NumberStyles.Any, CultureInfo.InvariantCulture, out _)
        || DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static IEnumerable<List<TableRow>> Regions(IEnumerable<TableRow> rows)
    {
        var region = new List<TableRow>();
        foreach (var row in rows)
        {
            if (row.Written == 0 || (region.Count > 0 && row.Number != region[^1].Number + 1))
            {
                if (region.Count > 0) yield return region;
                region = [];
            }

            if (row.Written > 0) region.Add(row);
        }

        if (region.Count > 0) yield return region;
    }

    private static List<TableRow> WithoutEmptyColumns(List<TableRow> rows)
    {
        var columns = rows.Max(row => row.Cells.Count);
        var first = Enumerable.Range(0, columns).First(column => rows.Exists(row => column < row.Cells.Count && row.Cells[column].Length > 0));
        var last = Enumerable.Range(0, columns).Last(column => rows.Exists(row => column < row.Cells.Count && row.Cells[column].Length > 0));
        return rows.ConvertAll(row => row with { Cells = [.. Enumerable.Range(first, last - first + 1).Select(column => column < row.Cells.Count ? row.Cells[column] : "")] });
    }
}
