using System.Globalization;
using System.IO.Compression;
using System.Xml;
using KnowledgeBase.Core.Documents.Reading.Office;
using KnowledgeBase.Core.Documents.Reading.Tables;

namespace KnowledgeBase.Core.Documents.Reading.Excel;

/// <summary>Streams the rows of one sheet.</summary>
internal sealed class SheetReader(Workbook workbook, int maxCells)
{
    private const int MaxColumn = 16_384; // XFD
    private const int PlacesPerCell = 20; // a few values far apart must not become millions of empty places
    private readonly List<(int From, int To)> _hiddenColumns = [];

    /// <summary>Whether a cell refers to a text that is not there.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Whether hidden rows or columns were left out.</summary>
    public bool HasHidden { get; private set; }

    /// <summary>Rows that have a text, in order, with the numbers in their margin.</summary>
    public IEnumerable<TableRow> Read(ZipArchiveEntry part)
    {
        using var reader = XmlReader.Create(part.Open(), OfficeXml.Settings);
        var (number, cells, places) = (0, 0, 0L);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "col" && IsOn(reader.GetAttribute("hidden")))
            {
                _hiddenColumns.Add((Number(reader.GetAttribute("min"), 0), Number(reader.GetAttribute("max"), 0)));
            }

            if (reader.LocalName != "row") continue;
            number = Number(reader.GetAttribute("r"), number + 1);
            // A row that a filter hides belongs to the data; one that is hidden by hand looks the same in the file.
            var hidden = IsOn(reader.GetAttribute("hidden"));
            var row = ReadRow(reader);
            places += row.Count > 0 ? row[^1].Column : 0;
            if ((cells += row.Count) > maxCells || places > (long)maxCells * PlacesPerCell) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"A sheet of more than {maxCells} cells.");
            if (!row.Exists(cell => cell.Text.Length > 0)) continue;
            if (hidden) HasHidden = true;
            else yield return new TableRow(number, Padded(row));
        }
    }

    private List<(int Column, string Text)> ReadRow(XmlReader reader)
    {
        var row = new List<(int Column, string Text)>();
        if (reader.IsEmptyElement) return row;
        var depth = reader.Depth;
        var column = 0;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "c") continue;
            column = Column(reader.GetAttribute("r")) ?? column + 1;
            var text = ReadCell(reader);
            if (column > MaxColumn || text.Length == 0) continue;
            if (_hiddenColumns.Exists(range => column >= range.From && column <= range.To)) HasHidden = true;
            else if (row.Count == 0 || column > row[^1].Column) row.Add((column, text));
        }

        return row;
    }

    private string ReadCell(XmlReader reader)
    {
        var type = reader.GetAttribute("t");
        var style = Number(reader.GetAttribute("s"), -1);
        if (reader.IsEmptyElement) return "";
        var depth = reader.Depth;
        var (value, inline) = ("", (string?)null);
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "is") inline = Workbook.ReadText(reader);
            else if (reader.LocalName == "v") value = Workbook.ReadText(reader);
        }

        return type switch
        {
            "s" => Shared(value),
            "inlineStr" => inline ?? value,
            "b" => value switch { "1" => "TRUE", "0" => "FALSE", _ => value },
            "str" or "e" or "d" => value,
            _ => value.Length == 0 ? inline ?? "" : workbook.Formats.Show(value, style),
        };
    }

    private string Shared(string value)
    {
        if (int.TryParse(value, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < workbook.Texts.Count) return workbook.Texts[index];
        IsDamaged = true;
        return "#REF!"; // as Excel marks what it cannot find
    }

    /// <summary>Texts by column; wide gaps take no room before the first or after the last cell.</summary>
    private static string[] Padded(List<(int Column, string Text)> row)
    {
        var cells = new string[row[^1].Column];
        Array.Fill(cells, "");
        foreach (var (column, text) in row) cells[column - 1] = text;
        return cells;
    }

    /// <summary>"AB12" is column 28; null for what is no address.</summary>
    private static int? Column(string? address)
    {
        var column = 0;
        foreach (var c in address ?? "")
        {
            if (char.IsAsciiDigit(c)) break;
            if (!char.IsAsciiLetter(c) || column > MaxColumn) return MaxColumn + 1;
            column = (column * 26) + (c & 31);
        }

        return column == 0 ? null : column;
    }

    private static int Number(string? text, int otherwise) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static bool IsOn(string? text) => text is "1" or "true";
}
