using System.Globalization;
using AngleSharp.Dom;
using KnowledgeBase.Core.Documents.Reading.Tables;

namespace KnowledgeBase.Core.Documents.Reading.Html;

/// <summary>Reads a table of values; one that only lays out a page is not one.</summary>
internal static class HtmlTable
{
    private const int MaxSpan = 64;

    /// <returns>Null for a table that frames text: with a table or headings in it, or a single cell in every row.</returns>
    /// <exception cref="DocumentReadingException">too_large.</exception>
    public static DocumentBlock? Read(IElement table, int maxCells)
    {
        if (table.QuerySelector("table, h1, h2, h3, h4") is not null) return null;
        var rows = new List<List<string>>();
        var covered = new Dictionary<int, int>(); // column: rows that a cell above still covers
        var (cells, headerRows, widest) = (0, 0, 0);
        foreach (var row in table.QuerySelectorAll("tr"))
        {
            var line = new List<string>();
            var written = row.Children.Where(cell => cell.LocalName is "td" or "th").ToList();
            widest = Math.Max(widest, written.Count);
            foreach (var cell in written)
            {
                Skip(line, covered);
                var (columns, below) = (Span(cell, "colspan"), Span(cell, "rowspan") - 1);
                if ((cells += columns) > maxCells) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"A table of more than {maxCells} cells.");
                for (var i = 0; i < columns; i++)
                {
                    if (below > 0) covered[line.Count] = below;
                    line.Add(i == 0 ? Text(cell) : "");
                }
            }

            Skip(line, covered);
            if (rows.Count == headerRows && written.Count > 1 && written.TrueForAll(cell => cell.LocalName == "th")) headerRows++;
            if (line.Exists(cell => cell.Length > 0)) rows.Add(line);
        }

        if (widest <= 1) return null;
        headerRows = headerRows == rows.Count ? 0 : Math.Min(headerRows, rows.Count);
        if (headerRows == 0 && TableBlocks.LooksLikeHeader(rows)) headerRows = 1;
        return TableBlocks.Block(rows, new TablePlace(1, headerRows > 0 ? rows[headerRows - 1] : null, headerRows));
    }

    private static void Skip(List<string> line, Dictionary<int, int> covered)
    {
        while (covered.TryGetValue(line.Count, out var left))
        {
            if (left == 1) covered.Remove(line.Count);
            else covered[line.Count] = left - 1;
            line.Add("");
        }
    }

    private static int Span(IElement cell, string name) => int.TryParse(cell.GetAttribute(name), CultureInfo.InvariantCulture, out var span) ? Math.Clamp(span, 1, MaxSpan) : 1;

    private static string Text(IElement cell)
    {
        var text = new System.Text.StringBuilder();
        foreach (var node in cell.Descendants())
        {
            if (node is IText part && part.ParentElement is not { LocalName: "script" or "style" or "template" or "noscript" }) text.Append(part.Data);
            else if (node is IElement { LocalName: "br" or "p" or "div" or "li" }) text.Append(' ');
        }

        return TextCleaning.OneLine(text.ToString());
    }
}
