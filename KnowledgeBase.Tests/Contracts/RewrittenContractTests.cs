using System.Text.Json;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Tests.Documents.Reading;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>The same deal, drafted by the other side in its own words and its own order.</summary>
public sealed class RewrittenContractTests(ITestOutputHelper output)
{
    [Fact]
    public async Task AlignsTwoDraftsWithoutAModel()
    {
        var result = ContractComparison.Compare(await Fixture.ReadAsync("contracts/purchase_zh_original.docx"), await Fixture.ReadAsync("contracts/purchase_zh_rewrite_zh.docx"));
        var truth = JsonSerializer.Deserialize<JsonElement[]>(File.ReadAllText(Fixture.Path("contracts/rewrite-truth.json")))![0];
        var texts = LabelledContracts.Truth("purchase_zh").GetProperty("units_a").EnumerateArray().Concat(truth.GetProperty("units_b").EnumerateArray())
            .ToDictionary(unit => unit.GetProperty("id").GetString()!, unit => unit.GetProperty("text").GetString()!);
        var wrong = new List<string>();
        var all = 0;
        foreach (var entry in truth.GetProperty("alignment").EnumerateArray().Where(entry => entry.GetProperty("a").GetArrayLength() > 0))
        {
            all++;
            var (from, to) = (texts[entry.GetProperty("a")[0].GetString()!], texts[entry.GetProperty("b")[0].GetString()!]);
            var b = result.UnitsB.First(unit => unit.Text == to).Id;
            var item = result.Alignment.Single(item => item.B.Contains(b));
            if (!item.A.Any(id => result.UnitsA.Single(unit => unit.Id == id).Text == from)) wrong.Add(to);
        }

        output.WriteLine($"{all - wrong.Count} of {all} clauses with their counterpart; not: {string.Join(' ', wrong)}");
        Assert.Equal(26, all);
        Assert.True(wrong.Count <= 1, string.Join(Environment.NewLine, wrong));
    }
}
