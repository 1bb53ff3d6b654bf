using System.Globalization;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using KnowledgeBase.Core.Documents.Reading.Tables;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>The text of a document's diagrams (SmartArt) and charts, which stands in parts of their own.</summary>
internal static class WordGraphics
{
    private const int Most = 200;
    private const long LongestPart = 8 << 20;
    private const int MostRows = 500;
    private const int MostSeries = 30;

    private static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    private static readonly XNamespace D = "http://schemas.openxmlformats.org/drawingml/2006/diagram";

    /// <summary>The relationship of a graphic's part; null when it is a picture, whose text nobody wrote.</summary>
    /// <param name="known">False for a graphic whose text is not read, such as a chart of the newer kinds.</param>
    public static string? RelationOf(XElement graphicData, out bool known)
    {
        var relation = graphicData.Element(D + "relIds")?.Attribute(WordXml.R + "dm") ?? graphicData.Element(C + "chart")?.Attribute(WordXml.R + "id");
        var uri = graphicData.Attribute("uri")?.Value ?? "";
        known = relation is not null || !uri.Contains("chart", StringComparison.OrdinalIgnoreCase) && !uri.Contains("diagram", StringComparison.OrdinalIgnoreCase);
        return relation?.Value;
    }

    /// <summary>The parts of a document's graphics by their relationships; damaged ones are left out.</summary>
    public static IReadOnlyDictionary<string, XElement> Load(MainDocumentPart main)
    {
        var graphics = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var part in main.DiagramDataParts.Cast<OpenXmlPart>().Concat(main.ChartParts).Take(Most))
        {
            try
            {
                using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
                if (stream.Length <= LongestPart) graphics[main.GetIdOfPart(part)] = WordXml.Load(stream);
            }
            catch (Exception e) when (e is System.Xml.XmlException or NotSupportedException or InvalidDataException)
            {
                // The paragraph that holds it says that its text is missing.
            }
        }

        return graphics;
    }

    /// <summary>What it says: a paragraph for each shape of a diagram, a title and a table for a chart.</summary>
    public static IEnumerable<DocumentBlock> Read(XElement graphic) => graphic.Name == D + "dataModel" ? Diagram(graphic) : Chart(graphic);

    private static IEnumerable<DocumentBlock> Diagram(XElement model) =>
        from point in model.Element(D + "ptLst")?.Elements(D + "pt") ?? []
        where point.Attribute("type")?.Value is null or "node" or "asst"
        let text = TextCleaning.OneLine(string.Join(' ', point.Descendants(A + "p").Select(Text)))
        where text.Length > 0
        select ParagraphBlocks.OfTyped(text, null);

    private static IEnumerable<DocumentBlock> Chart(XElement space)
    {
        var chart = space.Element(C + "chart");
        if (chart is null) yield break;
        var title = TextCleaning.OneLine(string.Join(' ', (chart.Element(C + "title")?.Descendants(A + "p") ?? []).Select(Text)));
        if (title.Length > 0) yield return new DocumentBlock(BlockKind.Paragraph, title);
        var series = chart.Descendants(C + "ser").Take(MostSeries).ToList();
        var categories = series.Select(one => Points(one.Element(C + "cat") ?? one.Element(C + "xVal"))).FirstOrDefault(points => points.Count > 0) ?? [];
        var values = series.ConvertAll(one => Points(one.Element(C + "val") ?? one.Element(C + "yVal")));
        var indices = values.SelectMany(points => points.Keys).Concat(categories.Keys).Distinct().Order().Take(MostRows).ToList();
        if (indices.Count == 0) yield break;
        string[] names = ["", .. series.Select(one => TextCleaning.OneLine(string.Join(' ', (one.Element(C + "tx")?.Descendants(C + "v") ?? []).Select(value => value.Value))))];
        var rows = indices.ConvertAll(index => (IReadOnlyList<string>)[categories.GetValueOrDefault(index, ""), .. values.Select(points => points.GetValueOrDefault(index, ""))]);
        var named = names.Any(name => name.Length > 0);
        yield return TableBlocks.Block(named ? [names, .. rows] : rows, new TablePlace(1, named ? names : null, named ? 1 : 0));
    }

    /// <summary>Values that the chart remembers of its sheet, by their places in the series.</summary>
    private static Dictionary<int, string> Points(XElement? source)
    {
        var points = new Dictionary<int, string>();
        foreach (var point in source?.Descendants(C + "pt") ?? [])
        {
            if (!int.TryParse(point.Attribute("idx")?.Value, CultureInfo.InvariantCulture, out var index)) continue;
            var text = TextCleaning.OneLine(point.Element(C + "v")?.Value ?? "");
            // 0.1 is stored as 0.10000000000000001.
            points[index] = double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number.ToString("0.##########", CultureInfo.InvariantCulture) : text;
        }

        return points;
    }

    private static string Text(XElement paragraph) => string.Concat(paragraph.Descendants(A + "t").Select(text => text.Value));
}
