using System.Numerics.Tensors;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search.Vectors;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Search.Vectors;

public sealed class VectorIndexTests
{
    private const int Dimensions = 32;

    [Fact]
    public async Task FindsExactlyWhatTheNaiveSumFinds()
    {
        await using var data = new TemporaryDatabase();
        using var index = new ChunkVectorIndex(data.Database, data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        var (collection, identity) = (await data.CreateCollectionAsync(), await IdentityAsync(data));
        var random = new Random(3);
        var vectors = Enumerable.Range(0, 300).Select(_ => Unit(random)).ToArray();
        foreach (var part in vectors.Chunk(60))
        {
            await data.CreateReadyAsync(collection.Id, "d.txt", identity, [.. part.Select((vector, i) => ($"text {i}", vector))]);
        }

        for (var trial = 0; trial < 20; trial++)
        {
            var query = Unit(random);
            var (hits, scanned, _) = await index.SearchAsync([(collection.Id, identity)], query, 10, -1, null, CancellationToken.None);
            Assert.Equal(300, scanned);
            var expected = vectors.Select(vector => Naive(query, vector)).OrderDescending().Take(10);
            Assert.Equal(expected, hits.Select(hit => (double)hit.Cosine), (a, b) => Math.Abs(a - b) < 1e-3);
        }
    }

    [Fact]
    public async Task KeepsCollectionsAndIdentitiesApart()
    {
        await using var data = new TemporaryDatabase();
        using var index = new ChunkVectorIndex(data.Database, data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        var (mine, theirs) = (await data.CreateCollectionAsync("mine"), await data.CreateCollectionAsync("theirs"));
        var (identity, other) = (await IdentityAsync(data), await IdentityAsync(data, "other"));
        var vector = Unit(new Random(4));
        await data.CreateReadyAsync(mine.Id, "a.txt", identity, ("a", vector));
        await data.CreateReadyAsync(mine.Id, "b.txt", other, ("b", vector));
        await data.CreateReadyAsync(theirs.Id, "c.txt", identity, ("c", vector));
        var (hits, scanned, _) = await index.SearchAsync([(mine.Id, identity)], vector, 10, -1, null, CancellationToken.None);
        Assert.Equal(1, scanned);
        Assert.Single(hits);
        Assert.Single(await data.Documents.StaleAsync(mine.Id, identity, CancellationToken.None));
    }

    [Fact]
    public async Task FollowsWhatBecomesReadyAndWhatIsDeleted()
    {
        await using var data = new TemporaryDatabase();
        using var index = new ChunkVectorIndex(data.Database, data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        var (collection, identity) = (await data.CreateCollectionAsync(), await IdentityAsync(data));
        var vector = Unit(new Random(5));
        Assert.Empty((await index.SearchAsync([(collection.Id, identity)], vector, 10, -1, null, CancellationToken.None)).Hits);
        var document = await data.CreateReadyAsync(collection.Id, "a.txt", identity, ("a", vector));
        data.Changes.Tell(document);
        Assert.Single((await index.SearchAsync([(collection.Id, identity)], vector, 10, -1, null, CancellationToken.None)).Hits);
        data.Changes.Tell(document with { Status = DocumentStatus.Received });
        Assert.Empty((await index.SearchAsync([(collection.Id, identity)], vector, 10, -1, null, CancellationToken.None)).Hits);
        data.Changes.Tell(document);
        await data.Intake.DeleteAsync(document.Id, CancellationToken.None);
        Assert.Empty((await index.SearchAsync([(collection.Id, identity)], vector, 10, -1, null, CancellationToken.None)).Hits);
    }

    [Fact]
    public async Task FiltersByDocumentAndMinimumCosine()
    {
        await using var data = new TemporaryDatabase();
        using var index = new ChunkVectorIndex(data.Database, data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        var (collection, identity) = (await data.CreateCollectionAsync(), await IdentityAsync(data));
        var random = new Random(6);
        var query = Unit(random);
        var first = await data.CreateReadyAsync(collection.Id, "a.txt", identity, ("same", query), ("far", Unit(random)));
        await data.CreateReadyAsync(collection.Id, "b.txt", identity, ("same", query));
        var source = new[] { (collection.Id, identity) };
        Assert.Equal(2, (await index.SearchAsync(source, query, 10, 0.99f, null, CancellationToken.None)).Hits.Count);
        Assert.Single((await index.SearchAsync(source, query, 10, 0.99f, [first.Id], CancellationToken.None)).Hits);
    }

    [Fact]
    public async Task LeavesOutAVectorThatDoesNotMatchItsChecksum()
    {
        await using var data = new TemporaryDatabase();
        using var index = new ChunkVectorIndex(data.Database, data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        var (collection, identity) = (await data.CreateCollectionAsync(), await IdentityAsync(data));
        var vector = Unit(new Random(7));
        await data.CreateReadyAsync(collection.Id, "a.txt", identity, ("whole", vector), ("damaged", vector));
        await data.Database.WriteAsync(connection => connection.Execute("update vector set value = zeroblob(64) where chunk_id = 2"));
        var (hits, _, _) = await index.SearchAsync([(collection.Id, identity)], vector, 10, -1, null, CancellationToken.None);
        Assert.Equal(1, Assert.Single(hits).Id);
    }

    private static Task<int> IdentityAsync(TemporaryDatabase data, string model = "model") =>
        data.Identities.IdOfAsync(new EmbeddingIdentity(model, model, "mean", "", Dimensions, 1), CancellationToken.None);

    private static double Naive(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }

    private static float[] Unit(Random random)
    {
        var vector = Enumerable.Range(0, Dimensions).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }
}
