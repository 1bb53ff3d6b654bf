using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;
using TableRow = DocumentFormat.OpenXml.Wordprocessing.TableRow;

namespace KnowledgeBase.Web.Contracts;

/// <summary>A comparison as a table of differences in the reader's language: clause, relation, kind, severity, from, to, decision.</summary>
public sealed class ComparisonReport(IStringLocalizer<ComparisonTexts> texts)
{
    private static readonly string[] Columns = ["Column_Clause", "Column_Relation", "Kind", "LeastSeverity", "Column_From", "Column_To", "Column_Note"];
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Json(ComparisonResult result) => JsonSerializer.SerializeToUtf8Bytes(result, Readable);

    /// <summary>UTF-8 with a mark, so that spreadsheets read Chinese; no cell can run as a formula.</summary>
    public byte[] Csv(ComparisonResult result, IReadOnlyList<DifferenceDecision> decisions) =>
        TableWriter.Write(TableFormat.Csv, "", Rows(result, decisions).Prepend(Head()));

    public byte[] Html(StoredComparison kept, ComparisonResult result, IReadOnlyList<DifferenceDecision> decisions)
    {
        var html = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
        var page = new StringBuilder("<!doctype html><meta charset=\"utf-8\">")
            .Append(CultureInfo.InvariantCulture, $"<title>{html.Encode(texts["ComparisonTitle"])}</title>")
            .Append("<style>body{font:15px/1.5 sans-serif;margin:2rem}table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.3rem .5rem;text-align:start;vertical-align:top}</style>")
            .Append(CultureInfo.InvariantCulture, $"<h1>{html.Encode(texts["ComparisonTitle"])}</h1><p>{html.Encode(kept.NameA)} → {html.Encode(kept.NameB)}</p><p>{html.Encode(Counts(result))}</p><table><thead><tr>");
        foreach (var cell in Head())
        {
            page.Append(CultureInfo.InvariantCulture, $"<th>{html.Encode(cell)}</th>");
        }

        page.Append("</tr></thead><tbody>");
        foreach (var row in Rows(result, decisions))
        {
            page.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{html.Encode(cell)}</td>")).Append("</tr>");
        }

        return Encoding.UTF8.GetBytes(page.Append("</tbody></table>").ToString());
    }

    public byte[] Word(StoredComparison kept, ComparisonResult result, IReadOnlyList<DifferenceDecision> decisions)
    {
        using var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var table = new Table(new TableProperties(
                new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = 4 }, new LeftBorder { Val = BorderValues.Single, Size = 4 }, new BottomBorder { Val = BorderValues.Single, Size = 4 },
                    new RightBorder { Val = BorderValues.Single, Size = 4 }, new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 })));
            table.Append(new TableGrid(Columns.Select(_ => new GridColumn { Width = "1400" })));
            table.Append(Row(Head(), isHead: true));
            table.Append(Rows(result, decisions).Select(row => Row(row, isHead: false)));
            word.AddMainDocumentPart().Document = new Document(new Body(
                Line(texts["ComparisonTitle"], isStrong: true), Line($"{kept.NameA} → {kept.NameB}"), Line(Counts(result)), table, new Paragraph(),
                new SectionProperties(new PageSize { Width = 16838, Height = 11906, Orient = PageOrientationValues.Landscape })));
        }

        return stream.ToArray();
    }

    private static TableRow Row(string[] cells, bool isHead)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (isHead)
        {
            properties.Append(new TableHeader());
        }

        return new TableRow([properties, .. Cells(cells, isHead)]);
    }

    private static IEnumerable<OpenXmlElement> Cells(string[] cells, bool isStrong) => cells.Select(cell => new TableCell(Line(cell, isStrong)));

    private static Paragraph Line(string text, bool isStrong = false)
    {
        var run = new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
        if (isStrong)
        {
            run.PrependChild(new RunProperties(new Bold()));
        }

        return new Paragraph(run);
    }

    private string[] Head() => [.. Columns.Select(column => texts[column].Value)];

    private string Counts(ComparisonResult result) => texts[
        "Counts", result.Summary.Modified, result.Summary.Added, result.Summary.Removed, result.Summary.Moved, result.Summary.Paraphrase, result.Summary.Notation, result.Summary.Identical];

    /// <summary>A row per difference that is more than form; a clause that came, went or moved has at least one.</summary>
    private IEnumerable<string[]> Rows(ComparisonResult result, IReadOnlyList<DifferenceDecision> decisions)
    {
        var clauses = result.UnitsA.Concat(result.UnitsB).ToDictionary(clause => clause.Id, StringComparer.Ordinal);
        var decided = decisions.ToDictionary(decision => (decision.Item, decision.Difference));
        foreach (var item in result.Alignment)
        {
            var clause = string.Join(" / ", new[] { item.A, item.B }.Where(side => side.Count > 0).Select(side => string.Join(", ", side.Select(id => clauses[id].Path))).Distinct(StringComparer.Ordinal));
            var relation = texts[$"Relation_{item.Relation}"] + (item.Moved ? $" · {texts["Moved"]}" : "");
            var shown = item.Differences.Select((difference, index) => (difference, index)).Where(entry => entry.difference.Severity > Severity.Format).ToList();
            foreach (var (difference, index) in shown)
            {
                yield return
                [
                    clause, relation, texts[$"Kind_{difference.Kind}"], texts[$"Severity_{difference.Severity}"], difference.From, difference.To, Note(decided.GetValueOrDefault((item.Key, index))),
                ];
            }

            if (shown.Count == 0 && (item.Moved || item.Relation is not (ClauseRelation.Identical or ClauseRelation.Equal)))
            {
                yield return [clause, relation, "", "", Text(item.A), Text(item.B), Note(decided.GetValueOrDefault((item.Key, -1)))];
            }
        }

        string Text(IReadOnlyList<string> ids) => string.Join('\n', ids.Select(id => clauses[id].Text));
    }

    private string Note(DifferenceDecision? decision) => decision is null
        ? ""
        : string.Join(' ', new[] { decision.Decision is { } kind ? texts[$"Decided_{kind}"].Value : "", decision.Comment }.Where(part => part.Length > 0));
}
