using System.Xml.Linq;
using KnowledgeBase.Core.Documents.Reading.Tables;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>
/// Turns tables into text: one line per row, cells between bars. A cell that spans columns, or goes on from the row above,
/// leaves the places it covers empty, so that a column keeps its place in every row.
/// </summary>
internal sealed class TableReader(ReadingView view, ISet<string> warnings, int maxCells)
{
    private const int MaxSpan = 64;
    private int _cells;

    /// <summary>One row: a list of blocks per column of the grid, how many cells are really written, and whether it is repeated on every page.</summary>
    internal sealed record Row(List<List<DocumentBlock>> Cells, int Written, bool IsHeader);

    /// <summary>The rows of a table; each cell as the blocks that <paramref name="read"/> finds in it.</summary>
    public List<Row> Rows(XElement table, Func<XElement, List<DocumentBlock>> read)
    {
        var rows = new List<Row>();
        foreach (var row in Unwrapped(table, "tr"))
        {
            if (row.Child("trPr") is { } properties && properties.Elements().Any(Revisions.IsChange)) warnings.Add(ReadingWarning.TrackedChanges);
            if (view.DropsMark(row.Child("trPr"))) continue;
            var cells = new List<List<DocumentBlock>>();
            var written = 0;
            Cover(cells, row.Child("trPr").NumberOf("gridBefore") ?? 0);
            foreach (var cell in Unwrapped(row, "tc"))
            {
                written++;
                Cover(cells, 1);
                cells[^1] = read(cell);
                Cover(cells, (cell.Child("tcPr").NumberOf("gridSpan") ?? 1) - 1);
            }

            rows.Add(new Row(cells, written, row.Child("trPr").SwitchOf("tblHeader") is true));
        }

        return rows;
    }

    /// <summary>
    /// A table becomes one block. One that only frames text (a single cell in every row) becomes the paragraphs that it
    /// frames, so that their clauses stay clauses.
    /// </summary>
    public static IEnumerable<DocumentBlock> ToBlocks(List<Row> rows)
    {
        if (rows.TrueForAll(row => row.Written <= 1)) return rows.SelectMany(row => row.Cells).SelectMany(cell => cell);
        var notes = rows.SelectMany(row => row.Cells).SelectMany(cell => cell).Where(block => block.Kind == BlockKind.Footnote).ToList();
        var written = rows.Select(row => (row.IsHeader, Cells: row.Cells.ConvertAll(Text))).Where(row => row.Cells.Exists(cell => cell.Length > 0)).ToList();
        if (written.Count == 0) return notes;
        var cells = written.ConvertAll(row => row.Cells);
        var headerRows = written.TakeWhile(row => row.IsHeader).Count();
        if (headerRows == written.Count) headerRows = 0;
        if (headerRows == 0 && TableBlocks.LooksLikeHeader(cells)) headerRows = 1;
        // Of several header rows the last names the columns most closely.
        return [TableBlocks.Block(cells, new TablePlace(1, headerRows > 0 ? cells[headerRows - 1] : null, headerRows)), .. notes];
    }

    private void Cover(List<List<DocumentBlock>> cells, int columns)
    {
        columns = Math.Clamp(columns, 0, MaxSpan);
        if ((_cells += columns) > maxCells) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"A table of more than {maxCells} cells.");
        for (; columns > 0; columns--) cells.Add([]);
    }

    private static string Text(List<DocumentBlock> cell) =>
        string.Join(' ', cell.Where(block => block.Kind != BlockKind.Footnote).Select(block => block.Line.Replace('\n', ' ')));

    /// <summary>Rows and cells also stand inside content controls, custom XML and tracked insertions.</summary>
    private IEnumerable<XElement> Unwrapped(XElement parent, string name)
    {
        foreach (var element in parent.Elements())
        {
            if (view.Drops(element)) continue;
            if (element.Name == WordXml.W + name) yield return element;
            else if (element.Name.LocalName is "sdt" or "sdtContent" or "customXml" or "ins" or "moveTo" or "del" or "moveFrom")
            {
                foreach (var inner in Unwrapped(element, name)) yield return inner;
            }
        }
    }
}
