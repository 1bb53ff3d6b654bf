using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Tests.Documents.Reading;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>Comparisons and what was decided about them, on a real database.</summary>
public sealed class ContractStoreTests
{
    [Fact]
    public async Task KeepsAComparisonWithItsDecisions()
    {
        await using var database = new TemporaryDatabase();
        var store = new ContractStore(database.Database, TimeProvider.System);
        var result = ContractComparison.Compare(await Fixture.ReadAsync("contracts/own/lease_zh_a.txt"), await Fixture.ReadAsync("contracts/own/lease_zh_b.txt"));
        var kept = await store.KeepAsync(result, "lawyer", "a.txt", "b.txt", null, null, [new ContractSource("a", null, [80, 75, 3, 4])], default);
        var item = result.Alignment.First(item => item.Relation == ClauseRelation.Modified);

        await store.DecideAsync(kept.Id, item.Key, 0, DecisionKind.Accept, "", "lawyer", default);
        await store.DecideAsync(kept.Id, item.Key, 0, DecisionKind.Ignore, "已与客户确认", "partner", default);
        await store.DecideAsync(kept.Id, item.Key, -1, null, "请复核", "lawyer", default);
        var decisions = await store.DecisionsAsync(kept.Id, default);
        Assert.Equal([(-1, null, "请复核", "lawyer"), (0, DecisionKind.Ignore, "已与客户确认", "partner")], decisions.Select(item => (item.Difference, item.Decision, item.Comment, item.DecidedBy)));
        await store.DecideAsync(kept.Id, item.Key, -1, null, "", "lawyer", default);
        Assert.Single(await store.DecisionsAsync(kept.Id, default));

        var read = (await store.FindComparisonResultAsync(kept.Id, default))!;
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(result), System.Text.Json.JsonSerializer.Serialize(read));
        Assert.Equal(item.Key, read.Alignment.First(other => other.Relation == ClauseRelation.Modified).Key);
        Assert.Equal(kept.Id, Assert.Single(await store.ListComparisonsAsync("lawyer", 10, default)).Id);
        Assert.Empty(await store.ListComparisonsAsync("somebody else", 10, default));

        var source = await store.FindSourceAsync(kept.Id, "a", default);
        Assert.Equal([80, 75, 3, 4], source!.File);
        Assert.Null(await store.FindSourceAsync(kept.Id, "b", default));
        Assert.True(await store.RemoveComparisonAsync(kept.Id, default));
        Assert.Empty(await store.DecisionsAsync(kept.Id, default));
        Assert.Null(await store.FindComparisonAsync(kept.Id, default));
        Assert.Null(await store.FindSourceAsync(kept.Id, "a", default));
    }
}
