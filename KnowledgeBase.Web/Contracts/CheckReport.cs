using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Contracts.Check;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;

namespace KnowledgeBase.Web.Contracts;

/// <summary>A check in the reader's language: similar contracts, what is missing, and each clause with where it was found.</summary>
public sealed class CheckReport(IStringLocalizer<ComparisonTexts> texts)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] ClauseColumns = ["Column_Clause", "Column_Text", "Column_Origin", "Document", "Column_Place", "Column_Earlier", "Column_Cosine", "Column_Wording", "Column_Differences"];

    public static byte[] Json(CheckResult result) => JsonSerializer.SerializeToUtf8Bytes(result, Readable);

    /// <summary>A row per match, one for a clause without any, one for each that is missing; no cell can run as a formula.</summary>
    public byte[] Csv(CheckResult result) => TableWriter.Write(TableFormat.Csv, "", [Head(ClauseColumns), .. Clauses(result), .. Missing(result)]);

    public byte[] Html(StoredCheck kept, CheckResult result) => Sheet(kept, result).Html();

    public byte[] Word(StoredCheck kept, CheckResult result) => Sheet(kept, result).Word();

    private static string Percent(double share) => share.ToString("P1", CultureInfo.CurrentCulture);

    private static string Number(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    private ReportSheet Sheet(StoredCheck kept, CheckResult result) => new(
        texts["CheckTitle"],
        [
            kept.Name,
            $"{texts["Coverage"]} {Percent(result.Coverage.Total)} · {texts["CoverageParts", Percent(result.Coverage.Verbatim), Percent(result.Coverage.Meaning), result.Documents]}",
            texts["CoverageExplained", Number(result.MinCosine)],
        ],
        [
            new ReportTable(texts["SimilarContracts"], Head(["Document", "Coverage", "Verbatim", "Meaning", "Clauses"]), [.. Similar(result)]),
            new ReportTable(texts["MissingClauses"], Head(ClauseColumns), [.. Missing(result)]),
            new ReportTable(texts["ClauseByClause"], Head(ClauseColumns), [.. Clauses(result)]),
        ]);

    private string[] Head(IEnumerable<string> columns) => [.. columns.Select(column => texts[column].Value)];

    private IEnumerable<string[]> Similar(CheckResult result) => result.Contracts.Select(contract => new[]
    {
        contract.Name + (contract.NearDuplicate ? $" ({texts["NearDuplicate"]})" : ""), Percent(contract.Coverage.Total), Percent(contract.Coverage.Verbatim), Percent(contract.Coverage.Meaning),
        contract.Clauses.ToString(CultureInfo.InvariantCulture),
    });

    private IEnumerable<string[]> Missing(CheckResult result) => result.Missing.Select(clause => new[]
    {
        clause.Title, "", texts["Origin_Missing"].Value, clause.DocumentName, clause.Path, clause.Text, Number(clause.Nearest), "", texts["MissingShare", Percent(clause.Share)].Value,
    });

    private IEnumerable<string[]> Clauses(CheckResult result)
    {
        foreach (var clause in result.Clauses)
        {
            var origin = texts[$"Origin_{clause.Origin}"].Value;
            if (clause.Matches.Count == 0) yield return [clause.Path, clause.Text, origin, "", "", "", "", "", ""];
            foreach (var match in clause.Matches)
            {
                var differences = match.Differences.Select(item => $"{texts[$"Kind_{item.Kind}"]}: {item.From} → {item.To}");
                yield return [clause.Path, clause.Text, origin, match.DocumentName, match.Path, match.Text, Number(match.Cosine), Number(match.Lexical), string.Join('\n', differences)];
            }
        }
    }
}
