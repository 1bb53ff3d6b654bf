using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search.Vectors;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Search.Vectors;

public sealed class IndexWarmupTests
{
    [Fact]
    public async Task LoadsEachCollectionTheSmallestFirstAndSaysWhatIsStillMissing()
    {
        await using var data = new TemporaryDatabase();
        using var index = new ChunkVectorIndex(data.Database, data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        var engine = new ToldEngine();
        var chunker = new ClauseChunker();
        var identity = await data.Identities.IdOfAsync(EmbeddingIdentity.Of(engine.Status.Model!, "", chunker.Version, 0), CancellationToken.None);
        var (large, small, empty) = (await data.CreateCollectionAsync("large"), await data.CreateCollectionAsync("small"), await data.CreateCollectionAsync("empty"));
        await data.CreateReadyAsync(large.Id, "a.txt", identity, ("a", [1f, 0f]), ("b", [0f, 1f]));
        await data.CreateReadyAsync(small.Id, "b.txt", identity, ("c", [1f, 0f]));
        using var warmup = new IndexWarmup(index, engine, data.Collections, data.Identities, chunker, NullLogger<IndexWarmup>.Instance);
        var seen = new List<(int Pending, long Vectors)>();
        warmup.Changed += () => seen.Add((warmup.Pending.Count, index.Loaded().Vectors));
        Assert.Empty(warmup.Pending);
        await warmup.LoadAsync(CancellationToken.None);
        Assert.Equal([(1, 1), (0, 3), (0, 3)], seen);
        Assert.DoesNotContain(empty.Id, warmup.Pending);
    }

    [Fact]
    public async Task LeavesLoadingToTheFirstSearchWhereThereIsNoModel()
    {
        await using var data = new TemporaryDatabase();
        using var index = new ChunkVectorIndex(data.Database, data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        var identity = await data.Identities.IdOfAsync(new EmbeddingIdentity("m", "m", "mean", "", 2, 1), CancellationToken.None);
        var collection = await data.CreateCollectionAsync();
        await data.CreateReadyAsync(collection.Id, "a.txt", identity, ("a", [1f, 0f]));
        await using var broken = Embeddings.RunningEngine.Begin("/nowhere/model.gguf");
        using var warmup = new IndexWarmup(index, broken.Engine, data.Collections, data.Identities, new ClauseChunker(), NullLogger<IndexWarmup>.Instance);
        await warmup.LoadAsync(CancellationToken.None);
        Assert.Empty(warmup.Pending);
        Assert.Equal(0, index.Loaded().Vectors);
    }
}
