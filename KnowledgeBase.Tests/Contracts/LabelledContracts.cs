using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Tests.Documents.Reading;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>
/// Two versions of a contract with what a lawyer says became of each clause (truth.json), and how well a comparison
/// agrees. Clauses are found again by their text, since a file gives them no names.
/// </summary>
internal sealed partial class LabelledContracts
{
    private static readonly string[] Structural = ["moved", "added", "removed"];
    private readonly ComparisonResult _result;
    private readonly JsonElement _truth;
    private readonly Dictionary<string, string> _a;
    private readonly Dictionary<string, string> _b;

    public LabelledContracts(JsonElement truth, ComparisonResult result)
    {
        _truth = truth;
        _result = result;
        _a = Map(result.UnitsA, truth.GetProperty("units_a"));
        _b = Map(result.UnitsB, truth.GetProperty("units_b"));
        Clauses();
        Counterparts();
        Differences();
        Warnings();
    }

    public double Segmentation { get; private set; }

    public double Labels { get; private set; }

    public double Alignment { get; private set; }

    public double Kinds { get; private set; }

    public int Missed { get; private set; }

    public int FalseAlarms { get; private set; }

    public int RelationsWrong { get; private set; }

    public int MovesWrong { get; private set; }

    public int CriticalMissing { get; private set; }

    public int WarningsMissing { get; private set; }

    public string Figures =>
        $"segmentation {Segmentation:0.000}, labels {Labels:0.000}, alignment {Alignment:0.000}, kinds F1 {Kinds:0.000}, missed {Missed}, critical missing {CriticalMissing}, "
        + $"false alarms {FalseAlarms}, relations wrong {RelationsWrong}, moves wrong {MovesWrong}, warnings missing {WarningsMissing}";

    public static JsonElement Truth(string id) =>
        JsonSerializer.Deserialize<JsonElement[]>(File.ReadAllText(Fixture.Path("contracts/truth.json")))!.Single(item => item.GetProperty("id").GetString() == id);

    private static Dictionary<string, string> Map(IReadOnlyList<Clause> units, JsonElement truth)
    {
        var free = truth.EnumerateArray().ToLookup(unit => Normal(unit.GetProperty("text").GetString()!)).ToDictionary(group => group.Key, group => new Queue<string>(group.Select(unit => unit.GetProperty("id").GetString()!)));
        var map = new Dictionary<string, string>();
        foreach (var unit in units)
        {
            if (free.TryGetValue(Normal(unit.Text), out var ids) && ids.TryDequeue(out var id)) map[unit.Id] = id;
        }

        return map;
    }

    private void Clauses()
    {
        var expected = Units("units_a").Count + Units("units_b").Count;
        var found = _a.Count + _b.Count;
        var extra = _result.UnitsA.Count(unit => !unit.Outside && !_a.ContainsKey(unit.Id)) + _result.UnitsB.Count(unit => !unit.Outside && !_b.ContainsKey(unit.Id));
        Segmentation = F1(found, extra, expected - found);
        var right = RightLabels(_result.UnitsA, _a, Units("units_a")) + RightLabels(_result.UnitsB, _b, Units("units_b"));
        Labels = (double)right / found;
    }

    private static int RightLabels(IReadOnlyList<Clause> units, Dictionary<string, string> map, Dictionary<string, JsonElement> truth) =>
        units.Count(unit => map.TryGetValue(unit.Id, out var id) && Normal(truth[id].GetProperty("label").GetString()!) == Normal(unit.Label));

    private Dictionary<string, JsonElement> Units(string side) => _truth.GetProperty(side).EnumerateArray().ToDictionary(unit => unit.GetProperty("id").GetString()!);

    private void Counterparts()
    {
        var wanted = Entries().SelectMany(entry => from a in Strings(entry, "a") from b in Strings(entry, "b") select (a, b)).ToHashSet();
        var found = _result.Alignment.SelectMany(item => from a in item.A from b in item.B where _a.ContainsKey(a) && _b.ContainsKey(b) select (_a[a], _b[b])).ToHashSet();
        Alignment = F1(found.Intersect(wanted).Count(), found.Except(wanted).Count(), wanted.Except(found).Count());
        var moved = Entries().Where(entry => entry.GetProperty("moved").GetBoolean()).SelectMany(entry => Strings(entry, "b")).ToHashSet();
        var neutral = Entries().Where(entry => entry.GetProperty("moved_with_parent").GetBoolean()).SelectMany(entry => Strings(entry, "b"));
        var seen = _result.Alignment.Where(item => item.Moved).SelectMany(item => item.B).Where(_b.ContainsKey).Select(id => _b[id]).Except(neutral).ToHashSet();
        MovesWrong = moved.Except(seen).Count() + seen.Except(moved).Count();
    }

    private void Differences()
    {
        var (found, tooMany, missing) = (0, 0, 0);
        foreach (var entry in Entries().Where(entry => Strings(entry, "a").Count > 0 && Strings(entry, "b").Count > 0))
        {
            var relation = entry.GetProperty("relation").GetString()!;
            var item = _result.Alignment.FirstOrDefault(item => item.A.Any(id => _a.GetValueOrDefault(id) == Strings(entry, "a")[0]) && item.B.Any(id => Strings(entry, "b").Contains(_b.GetValueOrDefault(id) ?? "")));
            var seen = item is null ? "none" : Name(item.Relation);
            var kinds = (item?.DifferenceKinds ?? []).Select(Name).Except(Structural).ToHashSet();
            var must = Strings(entry, "difference_kinds").Except(Structural).ToHashSet();
            var may = Strings(entry, "optional_kinds");
            tooMany += kinds.Except(must).Except(may).Count();
            if (relation != "paraphrase")
            {
                found += kinds.Intersect(must).Count();
                missing += must.Except(kinds).Count();
            }

            CriticalMissing += must.Except(kinds).Count();
            if (seen != relation && !(relation is "identical" or "equal" && seen is "identical" or "equal")) RelationsWrong++;
            if (relation == "modified" && seen is "identical" or "equal" or "none") Missed++;
            if (relation is "identical" or "equal" or "split" or "merged" && (seen is "modified" or "none" || (seen is "identical" or "equal" && kinds.Except(may).Any()))) FalseAlarms++;
        }

        Kinds = F1(found, tooMany, missing);
    }

    private void Warnings() => WarningsMissing = _truth.GetProperty("warnings").EnumerateArray()
        .Count(wanted => !_result.Warnings.Any(warning => warning.Type == wanted.GetProperty("type").GetString() && warning.Text.Contains(wanted.GetProperty("text").GetString()!, StringComparison.Ordinal)));

    private List<JsonElement> Entries() => [.. _truth.GetProperty("alignment").EnumerateArray()];

    private static List<string> Strings(JsonElement entry, string name) => [.. entry.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

    private static string Name<T>(T value) => JsonSerializer.Serialize(value).Trim('"');

    private static double F1(int right, int tooMany, int missing) => right == 0 ? 0 : 2.0 * right / ((2.0 * right) + tooMany + missing);

    private static string Normal(string text) => Ignored().Replace(text.Normalize(NormalizationForm.FormKC), "");

    [GeneratedRegex(@"[\s\u200B\u00AD]+")]
    private static partial Regex Ignored();
}
