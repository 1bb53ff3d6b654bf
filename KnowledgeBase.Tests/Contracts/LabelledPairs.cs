using System.Text.Json;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Tests.Documents.Reading;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>Pairs of clause texts with what a lawyer says they are, and how well a comparison agrees.</summary>
internal sealed class LabelledPairs
{
    private readonly List<string> _wrong = [];

    public int Pairs { get; private set; }

    public int Right { get; private set; }

    public int Missed { get; private set; }

    public int FalseAlarms { get; private set; }

    public int KindsFound { get; private set; }

    public int KindsTooMany { get; private set; }

    public int KindsMissing { get; private set; }

    public double RelationAccuracy => (double)Right / Pairs;

    public double KindsF1 => 2.0 * KindsFound / ((2.0 * KindsFound) + KindsTooMany + KindsMissing);

    public string Figures => $"{Pairs} pairs: relation {RelationAccuracy:0.000}, kinds F1 {KindsF1:0.000}, missed {Missed}, false alarms {FalseAlarms}; wrong: {string.Join("; ", _wrong)}";

    public static LabelledPairs Score(string file)
    {
        var score = new LabelledPairs();
        foreach (var line in File.ReadLines(Fixture.Path(file))) score.Add(JsonSerializer.Deserialize<JsonElement>(line));
        return score;
    }

    private void Add(JsonElement pair)
    {
        var gold = pair.GetProperty("relation").GetString()!;
        var result = ContractComparison.CompareTexts(pair.GetProperty("a").GetString()!, pair.GetProperty("b").GetString()!);
        var relation = Name(result.Relation);
        var found = result.DifferenceKinds.Select(Name).ToHashSet();
        var must = Strings(pair, "difference_kinds");
        var may = Strings(pair, "optional_kinds");
        Pairs++;
        var right = relation == gold || (gold == "paraphrase" && relation == "equal");
        if (right) Right++;
        else _wrong.Add($"{pair.GetProperty("id").GetString()} is {gold}, not {relation}");
        if (gold is "equal" or "paraphrase" && (relation == "differs" || found.Except(may).Any())) FalseAlarms++;
        if (gold != "differs") return;
        if (relation != "differs") Missed++;
        KindsFound += found.Intersect(must).Count();
        KindsTooMany += found.Except(must).Except(may).Count();
        KindsMissing += must.Except(found).Count();
    }

    private static HashSet<string> Strings(JsonElement pair, string name) => [.. pair.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

    private static string Name<T>(T value) => JsonSerializer.Serialize(value).Trim('"');
}
