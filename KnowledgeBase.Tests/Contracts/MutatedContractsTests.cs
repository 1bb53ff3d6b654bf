using System.Text.Json;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Tests.Documents.Reading;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>
/// Contracts of other kinds and numbering (services, lease, labour, subscription, loan), each with a dozen clauses changed:
/// what changed is found with its kind, what only looks otherwise is not.
/// </summary>
public sealed class MutatedContractsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task FindsEveryChangeAndNothingElse()
    {
        var wanted = File.ReadLines(Fixture.Path("contracts/mutated/expected.jsonl")).Select(line => JsonSerializer.Deserialize<Mutation>(line, JsonSerializerOptions.Web)!).ToLookup(item => item.Contract);
        var (found, tooMany, missing, missed, alarms) = (0, 0, 0, new List<string>(), new List<string>());
        foreach (var contract in wanted)
        {
            var result = ContractComparison.Compare(await Fixture.ReadAsync($"contracts/mutated/{contract.Key}_a.txt"), await Fixture.ReadAsync($"contracts/mutated/{contract.Key}_b.txt"));
            var rest = result.Alignment.ToList();
            foreach (var mutation in contract)
            {
                var unit = result.UnitsA.Where(clause => clause.Text.Length > 0 && Squeezed(mutation.A).EndsWith(Squeezed(clause.Text), StringComparison.Ordinal)).MaxBy(clause => clause.Text.Length)!;
                var item = rest.Single(item => item.A.Contains(unit.Id));
                rest.Remove(item);
                var kinds = item.DifferenceKinds.Select(kind => JsonSerializer.Serialize(kind).Trim('"')).ToList();
                var must = mutation.AnyOf.Length > 0 && !kinds.Intersect(mutation.AnyOf).Any() ? mutation.AnyOf[..1] : mutation.Kinds;
                found += kinds.Intersect(must.Concat(mutation.AnyOf)).Count();
                tooMany += kinds.Except(must).Except(mutation.Tolerated).Count();
                missing += must.Except(kinds).Count();
                if (!mutation.Same && item.Relation != ClauseRelation.Modified) missed.Add($"{mutation.A} > {mutation.B}: {item.Relation}");
                if (mutation.Same && (item.Relation is ClauseRelation.Modified or ClauseRelation.Removed || kinds.Except(mutation.Tolerated).Any())) alarms.Add(mutation.B);
            }

            alarms.AddRange(rest.Where(item => item.Moved || item.Relation is not (ClauseRelation.Identical or ClauseRelation.Equal)).Select(item => $"{contract.Key} {item.Key} {item.Relation}"));
        }

        var kindsF1 = 2.0 * found / ((2.0 * found) + tooMany + missing);
        output.WriteLine($"{wanted.Sum(group => group.Count())} mutations of 5 contracts: kinds F1 {kindsF1:0.000}, missed {missed.Count}, false alarms {alarms.Count}");
        Assert.Empty(missed);
        Assert.Empty(alarms);
        Assert.True(kindsF1 >= 0.95, $"kinds F1 {kindsF1:0.000}");
    }

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    /// <param name="Same">Only written otherwise.</param>
    /// <param name="AnyOf">One of these is enough.</param>
    private sealed record Mutation(string Contract, string A, string B, bool Same, string[] Kinds, string[] AnyOf, string[] Tolerated);
}
