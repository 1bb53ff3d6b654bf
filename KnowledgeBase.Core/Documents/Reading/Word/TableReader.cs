using System.Xml.Linq;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>Turns tables into text: one line per row, cells between bars.</summary>
internal sealed class TableReader(ReadingView view, ISet<string> warnings)
{
    private const int MaxCells = 200_000;
    private int _cells;

    /// <summary>The rows of a table; each cell as the blocks that <paramref name="read"/> finds in it.</summary>
    public List<List<List<DocumentBlock>>> Rows(XElement table, Func<XElement, List<DocumentBlock>> read)
    {
        var rows = new List<List<List<DocumentBlock>>>();
        foreach (var row in Unwrapped(table, "tr"))
        {
            if (row.Child("trPr") is { } properties && properties.Elements().Any(Revisions.IsChange)) warnings.Add(ReadingWarning.TrackedChanges);
            if (view.DropsMark(row.Child("trPr"))) continue;
            var cells = new List<List<DocumentBlock>>();
            foreach (var cell in Unwrapped(row, "tc"))
            {
                if (++_cells > MaxCells) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"A table of more than {MaxCells} cells.");
                cells.Add(read(cell));
            }

            rows.Add(cells);
        }

        return rows;
    }

    /// <summary>
    /// A table becomes one block. One that only frames text (a single cell in every row) becomes the paragraphs that it
    /// frames, so that their clauses stay clauses.
    /// </summary>
    public static IEnumerable<DocumentBlock> ToBlocks(List<List<List<DocumentBlock>>> rows)
    {
        if (rows.All(row => row.Count <= 1)) return rows.SelectMany(row => row).SelectMany(cell => cell);
        var notes = rows.SelectMany(row => row).SelectMany(cell => cell).Where(block => block.Kind == BlockKind.Footnote).ToList();
        var cells = rows.Select(row => row.ConvertAll(Text)).Where(row => row.Exists(cell => cell.Length > 0)).ToList();
        return cells.Count == 0 ? notes : [new DocumentBlock(BlockKind.Table, string.Join('\n', cells.Select(row => string.Join(" | ", row))), Cells: cells), .. notes];
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
