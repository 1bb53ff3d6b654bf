using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Storage;
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

    [Fact]
    public async Task ADeletedDocumentTakesItsComparisonsAndChecksAlong()
    {
        await using var database = new TemporaryDatabase();
        var store = new ContractStore(database.Database, TimeProvider.System);
        var collection = await database.CreateCollectionAsync();
        var (gone, stays) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var id in new[] { gone, stays })
        {
            await database.Database.WriteAsync(connection => connection.Execute(
                """
                insert into document (id, collection_id, name, sha256, size_bytes, status, attempts, chunk_count, embedded_count, pages_read, engine, warnings, received_at, updated_at, uploaded_by)
                values ($id, $collection, 'a.txt', $hash, 1, 'ready', 0, 0, 0, 0, 'test', '', $time, $time, 'nobody')
                """,
                ("$id", id), ("$collection", collection.Id), ("$hash", id.ToString("N")), ("$time", DateTimeOffset.UnixEpoch)));
        }

        var text = await Fixture.ReadAsync("contracts/own/lease_zh_a.txt");
        var result = ContractComparison.Compare(text, text);
        var first = await store.KeepAsync(result, "lawyer", "a", "b", gone, stays, [], default);
        var second = await store.KeepAsync(result, "lawyer", "b", "a", stays, gone, [], default);
        var third = await store.KeepAsync(result, "lawyer", "b", "upload", stays, null, [], default);
        await database.Database.WriteAsync(connection => connection.Execute("delete from document where id = $id", ("$id", gone)));
        Assert.Null(await store.FindComparisonAsync(first.Id, default));
        Assert.Null(await store.FindComparisonAsync(second.Id, default));
        Assert.NotNull(await store.FindComparisonAsync(third.Id, default));

        // A collection that goes takes its documents along, and they theirs.
        await database.Collections.DeleteAsync(collection.Id, default);
        Assert.Null(await store.FindComparisonAsync(third.Id, default));
    }

    [Fact]
    public async Task WhoIsDeletedLeavesNothing()
    {
        await using var database = new TemporaryDatabase();
        var store = new ContractStore(database.Database, TimeProvider.System);
        var text = await Fixture.ReadAsync("contracts/own/lease_zh_a.txt");
        var result = ContractComparison.Compare(text, text);
        await store.KeepAsync(result, "former", "a", "b", null, null, [], default);
        await store.KeepAsync(result, "lawyer", "a", "b", null, null, [], default);
        await store.ForgetAsync("former", default);
        Assert.Empty(await store.ListComparisonsAsync("former", 10, default));
        Assert.Single(await store.ListComparisonsAsync("lawyer", 10, default));
    }
}
