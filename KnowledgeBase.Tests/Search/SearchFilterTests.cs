using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Core.Search.Vectors;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Search;

public sealed class SearchFilterTests
{
    private static readonly DateTimeOffset January = new(2026, 1, 15, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset March = new(2026, 3, 15, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(SearchMode.Semantic)]
    [InlineData(SearchMode.Keyword)]
    [InlineData(SearchMode.Hybrid)]
    public async Task FindsOnlyWhatEveryFilterLetsThrough(SearchMode mode)
    {
        await using var data = new TemporaryDatabase();
        using var index = new ChunkVectorIndex(data.Database, data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        var collection = await data.CreateCollectionAsync();
        var identity = await data.Identities.IdOfAsync(new EmbeddingIdentity("m", "m", "mean", "", 2, 1), CancellationToken.None);
        var old = await data.CreateReadyAsync(collection.Id, "old.txt", identity, ("交货期限", [1f, 0f]), ("交货地点", [0.9f, 0.4f]));
        var @new = await data.CreateReadyAsync(collection.Id, "new.txt", identity, ("交货方式", [1f, 0f]), ("交货验收", [0.9f, 0.4f]), ("交货附则", [0.8f, 0.6f]));
        await data.Database.WriteAsync(connection =>
        {
            connection.Execute("update document set received_at = $time where id = $id", ("$time", January), ("$id", old.Id));
            connection.Execute("update document set received_at = $time where id = $id", ("$time", March), ("$id", @new.Id));
            string[] labels = ["7", "7.2", "71", "8"];
            for (var i = 0; i < labels.Length; i++)
            {
                connection.Execute("update chunk set label = $label where id = $id", ("$label", labels[i]), ("$id", i + 1));
            }

            connection.Execute("""update chunk set heading_path = '["第三章 违约责任"]' where id = 5""");
        });
        var tags = new DocumentTags(data.Database);
        await tags.SetAsync(old.Id, ["甲公司", "2025"], CancellationToken.None);
        await tags.SetAsync(@new.Id, [" 甲公司 ", "2026", "", "2026"], CancellationToken.None);
        Assert.Equal([("2025", 1), ("2026", 1), ("甲公司", 2)], await tags.InAsync([collection.Id], CancellationToken.None));

        await FindsAsync(SearchFilter.None, 1, 2, 3, 4, 5);
        await FindsAsync(new SearchFilter([old.Id]), 1, 2);
        await FindsAsync(new SearchFilter([]));
        await FindsAsync(new SearchFilter(Tags: ["甲公司"]), 1, 2, 3, 4, 5);
        await FindsAsync(new SearchFilter(Tags: ["甲公司", "2026"]), 3, 4, 5);
        await FindsAsync(new SearchFilter(Tags: ["乙公司"]));
        await FindsAsync(new SearchFilter(ReceivedFrom: March), 3, 4, 5);
        await FindsAsync(new SearchFilter(ReceivedBefore: March), 1, 2);
        await FindsAsync(new SearchFilter(ReceivedFrom: January, ReceivedBefore: March.AddSeconds(1)), 1, 2, 3, 4, 5);
        await FindsAsync(new SearchFilter(Label: "7"), 1, 2);
        await FindsAsync(new SearchFilter(Label: "违约责任"), 5);
        await FindsAsync(new SearchFilter(Tags: ["2026"], Label: "7"));
        await FindsAsync(new SearchFilter(Label: "% or 1=1 --"));

        async Task FindsAsync(SearchFilter filter, params long[] expected)
        {
            var search = new CandidateSearch(index, new KeywordSearch(data.Database), new SearchStore(data.Database));
            var (found, scanned, _) = await search.SearchAsync(
                new SearchRequest([collection.Id], "交货", 10, Mode: mode) { Filter = filter }, new SearchGroup([(collection.Id, identity)], new[] { 1f, 0f }, 0.7), CancellationToken.None);
            Assert.Equal(expected, found.Select(hit => hit.ChunkId).Order());
            // What is left out was not compared either.
            Assert.Equal(mode == SearchMode.Keyword ? 0 : expected.Length, scanned);
        }
    }
}
