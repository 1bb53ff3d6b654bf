using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace KnowledgeBase.Web.Contracts;

/// <summary>A table of a report.</summary>
/// <param name="Title">"" for none.</param>
internal sealed record ReportTable(string Title, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>A report that is printed or filed: a title, lines below it, and tables; as a web page or a Word file.</summary>
internal sealed record ReportSheet(string Title, IReadOnlyList<string> Lines, IReadOnlyList<ReportTable> Tables)
{
    private const string Style =
        "body{font:15px/1.5 sans-serif;margin:2rem}table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.3rem .5rem;text-align:start;vertical-align:top;white-space:pre-line;overflow-wrap:anywhere}";

    public byte[] Html()
    {
        var html = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
        var page = new StringBuilder("<!doctype html><meta charset=\"utf-8\">")
            .Append(CultureInfo.InvariantCulture, $"<title>{html.Encode(Title)}</title><style>{Style}</style><h1>{html.Encode(Title)}</h1>");
        foreach (var line in Lines) page.Append(CultureInfo.InvariantCulture, $"<p>{html.Encode(line)}</p>");
        foreach (var table in Tables.Where(table => table.Rows.Count > 0 || table.Title.Length == 0))
        {
            if (table.Title.Length > 0) page.Append(CultureInfo.InvariantCulture, $"<h2>{html.Encode(table.Title)}</h2>");
            page.Append("<table><thead><tr>").AppendJoin("", table.Head.Select(cell => $"<th>{html.Encode(cell)}</th>")).Append("</tr></thead><tbody>");
            foreach (var row in table.Rows) page.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{html.Encode(cell)}</td>")).Append("</tr>");
            page.Append("</tbody></table>");
        }

        return Encoding.UTF8.GetBytes(page.ToString());
    }

    public byte[] Word()
    {
        using var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var body = new Body(Line(Title, isStrong: true));
            body.Append(Lines.Select(line => Line(line)));
            foreach (var table in Tables.Where(table => table.Rows.Count > 0 || table.Title.Length == 0))
            {
                if (table.Title.Length > 0) body.Append(Line(table.Title, isStrong: true));
                body.Append(Table(table), new Paragraph());
            }

            body.Append(new SectionProperties(new PageSize { Width = 16838, Height = 11906, Orient = PageOrientationValues.Landscape }));
            word.AddMainDocumentPart().Document = new Document(body);
        }

        return stream.ToArray();
    }

    private static Table Table(ReportTable content)
    {
        var table = new Table(new TableProperties(
            new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
            new TableBorders(
                new TopBorder { Val = BorderValues.Single, Size = 4 }, new LeftBorder { Val = BorderValues.Single, Size = 4 }, new BottomBorder { Val = BorderValues.Single, Size = 4 },
                new RightBorder { Val = BorderValues.Single, Size = 4 }, new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 })));
        table.Append(new TableGrid(content.Head.Select(_ => new GridColumn { Width = "1400" })));
        table.Append(Row(content.Head, isHead: true));
        table.Append(content.Rows.Select(row => Row(row, isHead: false)));
        return table;
    }

    private static TableRow Row(IReadOnlyList<string> cells, bool isHead)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (isHead) properties.Append(new TableHeader());
        return new TableRow([properties, .. cells.Select(cell => new TableCell(Line(cell, isHead)))]);
    }

    private static Paragraph Line(string text, bool isStrong = false)
    {
        var run = new Run();
        if (isStrong) run.Append(new RunProperties(new Bold()));
        foreach (var (part, i) in Printable(text).Split('\n').Select((part, i) => (part, i)))
        {
            if (i > 0) run.Append(new Break());
            run.Append(new Text(part) { Space = SpaceProcessingModeValues.Preserve });
        }

        return new Paragraph(run);
    }

    /// <summary>Without the control characters that XML cannot hold.</summary>
    private static string Printable(string text) => string.Concat(text.Where(c => c is '\n' or '\t' || (!char.IsControl(c) && c is not ('\uFFFE' or '\uFFFF'))));
}
