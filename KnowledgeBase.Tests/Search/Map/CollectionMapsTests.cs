using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search.Map;
using KnowledgeBase.Core.Search.Vectors;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Search.Map;

public sealed class CollectionMapsTests
{
    private const int Dimensions = 24;

    [Fact]
    public async Task PutsPassagesThatAreAlikeTogetherAndKeepsTheMapUntilPassagesChange()
    {
        await using var data = new TemporaryDatabase();
        using var index = new ChunkVectorIndex(data.Database, data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        using var maps = new CollectionMaps(index, data.Database, NullLogger<CollectionMaps>.Instance);
        var collection = await data.CreateCollectionAsync();
        var identity = await data.Identities.IdOfAsync(new EmbeddingIdentity("m", "m", "mean", "", Dimensions, 1), CancellationToken.None);
        var random = new Random(3);
        // Each document holds something of all three matters, so that only the vectors can tell them apart.
        for (var document = 0; document < 3; document++)
        {
            await data.CreateReadyAsync(collection.Id, $"{document}.txt", identity, [.. Enumerable.Range(0, 60).Select(i => ($"matter {i % 3}", Vector(random, i % 3)))]);
        }

        var map = (await DrawnAsync(maps, collection.Id, identity)).Map!;
        Assert.Equal((180, 180, 3), (map.Points.Count, map.Of, map.Documents.Count));
        Assert.All(map.Points, point => Assert.True(point.X is >= 0 and <= 1 && point.Y is >= 0 and <= 1));
        var right = map.Points.Count(point => map.Points.Where(other => other != point).OrderBy(other => Squared(point, other)).Take(5).Count(other => other.Text == point.Text) >= 4);
        Assert.True(right > 170, $"{right} of 180 passages lie among their like");
        // Chance would give a third.

        Assert.Same(map, (await maps.OfAsync(collection.Id, identity, CancellationToken.None)).Map);
        await data.CreateReadyAsync(collection.Id, "new.txt", identity, ("matter 0", Vector(random, 0)));
        index.Reload(collection.Id);
        Assert.Null((await maps.OfAsync(collection.Id, identity, CancellationToken.None)).Map);
        Assert.Equal(181, (await DrawnAsync(maps, collection.Id, identity)).Map!.Points.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task DrawsFewPassagesAndCopiesToo(int count)
    {
        await using var data = new TemporaryDatabase();
        using var index = new ChunkVectorIndex(data.Database, data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        using var maps = new CollectionMaps(index, data.Database, NullLogger<CollectionMaps>.Instance);
        var collection = await data.CreateCollectionAsync();
        var identity = await data.Identities.IdOfAsync(new EmbeddingIdentity("m", "m", "mean", "", 2, 1), CancellationToken.None);
        if (count > 0)
        {
            await data.CreateReadyAsync(collection.Id, "a.txt", identity, [.. Enumerable.Range(0, count).Select(i => ($"{i}", new[] { 1f, 0f }))]);
        }

        var map = (await DrawnAsync(maps, collection.Id, identity)).Map!;
        Assert.Equal(count, map.Points.Count);
        Assert.All(map.Points, point => Assert.True(float.IsFinite(point.X) && float.IsFinite(point.Y)));
    }

    [Fact]
    public void TheSameVectorsGiveTheSamePlaces()
    {
        var random = new Random(8);
        float[][] vectors = [.. Enumerable.Range(0, 90).Select(i => Vector(random, i % 3))];
        Assert.Equal(MapLayout.Place(vectors, _ => { }, CancellationToken.None), MapLayout.Place(vectors, _ => { }, CancellationToken.None));
    }

    [Theory]
    [InlineData("第七条 违约责任", "违约责任")]
    [InlineData("十、违约责任", "违约责任")]
    [InlineData("4.2 Payment", "Payment")]
    [InlineData("Article 7. Termination", "Termination")]
    [InlineData("违约责任", "违约责任")]
    [InlineData("第一章", "")]
    public void NamesAClusterWithoutItsNumber(string heading, string matter) => Assert.Equal(matter, MapClusters.Matter(heading));

    private static async Task<MapState> DrawnAsync(CollectionMaps maps, Guid collection, int identity)
    {
        var drawn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (true)
        {
            void Follow(Guid id) => drawn.TrySetResult();
            maps.Changed += Follow;
            var state = await maps.OfAsync(collection, identity, CancellationToken.None);
            Assert.False(state.HasFailed);
            if (state.Map is not null)
            {
                return state;
            }

            await drawn.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            maps.Changed -= Follow;
            drawn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private static float Squared(MapPoint a, MapPoint b) => ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y));

    private static float[] Vector(Random random, int matter)
    {
        float[] vector = [.. Enumerable.Range(0, Dimensions).Select(i => (i == matter ? 2.5f : 0) + ((float)random.NextDouble() - 0.5f))];
        var norm = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / norm)];
    }
}
