using System.Text.Json;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Documents.Reading;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>What holds for every comparison, whatever the contracts say.</summary>
public sealed class ComparisonPropertyTests
{
    public static TheoryData<string, string> Pairs => new()
    {
        { "contracts/purchase_zh_original.docx", "contracts/purchase_zh_revised.docx" },
        { "contracts/services_en_original.docx", "contracts/services_en_revised.docx" },
        { "contracts/purchase_zh_original.docx", "contracts/purchase_zh_rewrite_zh.docx" },
        { "contracts/purchase_zh_original.docx", "contracts/services_en_original.docx" },
        { "contracts/own/lease_zh_a.txt", "contracts/own/lease_zh_b.txt" },
        { "contracts/own/license_en_a.txt", "contracts/own/license_en_b.txt" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task ExchangedContractsGiveTheMirrorImage(string a, string b)
    {
        var (left, right) = (await Fixture.ReadAsync(a), await Fixture.ReadAsync(b));
        var there = ContractComparison.Compare(left, right).Alignment.Select(item => Said(item.A, item.B, item, mirrored: false));
        var back = ContractComparison.Compare(right, left).Alignment.Select(item => Said(item.B, item.A, item, mirrored: true));
        Assert.Equal(there.Order(StringComparer.Ordinal), back.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task TwoRunsGiveTheSameBytes(string a, string b)
    {
        var first = JsonSerializer.Serialize(ContractComparison.Compare(await Fixture.ReadAsync(a), await Fixture.ReadAsync(b)));
        var second = JsonSerializer.Serialize(ContractComparison.Compare(await Fixture.ReadAsync(a), await Fixture.ReadAsync(b)));
        Assert.Equal(first, second);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task AContractAgainstItselfHasNoDifference(string a, string b)
    {
        foreach (var file in new[] { a, b })
        {
            var text = await Fixture.ReadAsync(file);
            var result = ContractComparison.Compare(text, text);
            Assert.All(result.Alignment, item => Assert.Equal((ClauseRelation.Identical, 0, false), (item.Relation, item.Differences.Count, item.Moved)));
            Assert.DoesNotContain(result.Warnings, warning => warning.Type == ContractWarnings.StaleReference);
            Assert.Equal(1, result.Summary.Similarity);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task EveryTextEqualsItsRange(string a, string b)
    {
        var (left, right) = (await Fixture.ReadAsync(a), await Fixture.ReadAsync(b));
        var result = ContractComparison.Compare(left, right);
        Assert.All(result.UnitsA, unit => Assert.Equal(unit.Text, At(left, unit.Range)));
        Assert.All(result.UnitsB, unit => Assert.Equal(unit.Text, At(right, unit.Range)));
        foreach (var item in result.Alignment.Where(item => item.A.Count == 1 && item.B.Count == 1))
        {
            Assert.All(item.Differences.Where(difference => difference.RangeA is not null), difference => Assert.Equal(difference.From, At(left, difference.RangeA!.Value)));
            Assert.All(item.Differences.Where(difference => difference.RangeB is not null), difference => Assert.Equal(difference.To, At(right, difference.RangeB!.Value)));
            Assert.Equal(result.UnitsB.Single(unit => unit.Id == item.B[0]).Text, Edited(left, right, item, result));
        }

        // Nobody is left out, and nobody stands twice.
        Assert.Equal(result.UnitsA.Select(unit => unit.Id).Order(), result.Alignment.SelectMany(item => item.A).Order());
        Assert.Equal(result.UnitsB.Select(unit => unit.Id).Order(), result.Alignment.SelectMany(item => item.B).Order());
    }

    /// <summary>The first wording with all edits made is the second, white space aside.</summary>
    private static string Edited(DocumentText left, DocumentText right, ClauseAlignment item, ComparisonResult result)
    {
        var a = result.UnitsA.Single(unit => unit.Id == item.A[0]);
        var b = result.UnitsB.Single(unit => unit.Id == item.B[0]);
        if (a.Level == ClauseLevel.Row || item.Relation == ClauseRelation.Identical) return b.Text;
        var text = a.Text;
        foreach (var edit in item.Edits.Reverse())
        {
            var start = edit.RangeA.Start - a.Range.Start;
            text = text[..start] + At(right, edit.RangeB) + text[(start + edit.RangeA.Length)..];
        }

        return Bare(text) == Bare(b.Text) ? b.Text : text;
    }

    private static string Bare(string text) => new([.. text.Where(c => !char.IsWhiteSpace(c))]);

    private static string At(DocumentText text, TextRange range) => text.PlainText.Substring(range.Start, range.Length);

    private static string Said(IReadOnlyList<string> a, IReadOnlyList<string> b, ClauseAlignment item, bool mirrored)
    {
        var relation = mirrored
            ? item.Relation switch
            {
                ClauseRelation.Added => ClauseRelation.Removed,
                ClauseRelation.Removed => ClauseRelation.Added,
                ClauseRelation.Split => ClauseRelation.Merged,
                ClauseRelation.Merged => ClauseRelation.Split,
                var same => same,
            }
            : item.Relation;
        var differences = item.Differences.Where(difference => difference.Matters).Select(difference => mirrored
            ? $"{Mirror(difference.Kind)} {difference.To}>{difference.From}" : $"{difference.Kind} {difference.From}>{difference.To}").Order(StringComparer.Ordinal);
        return $"{Numbers(a)} {Numbers(b)} {relation} {item.Moved} {string.Join(';', differences)}";
    }

    private static DifferenceKind Mirror(DifferenceKind kind) => kind switch { DifferenceKind.Added => DifferenceKind.Removed, DifferenceKind.Removed => DifferenceKind.Added, var same => same };

    private static string Numbers(IReadOnlyList<string> ids) => string.Join('+', ids.Select(id => id[1..]));
}
