using System.Text.Encodings.Web;
using System.Text.Json;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;

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

    public byte[] Html(StoredComparison kept, ComparisonResult result, IReadOnlyList<DifferenceDecision> decisions) => Sheet(kept, result, decisions).Html();

    public byte[] Word(StoredComparison kept, ComparisonResult result, IReadOnlyList<DifferenceDecision> decisions) => Sheet(kept, result, decisions).Word();

    private ReportSheet Sheet(StoredComparison kept, ComparisonResult result, IReadOnlyList<DifferenceDecision> decisions) =>
        new(texts["ComparisonTitle"], [$"{kept.NameA} → {kept.NameB}", Counts(result)], [new ReportTable("", Head(), [.. Rows(result, decisions)])]);

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
