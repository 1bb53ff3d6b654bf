using System.Numerics.Tensors;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Core.Search.Vectors;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Search;

public sealed class ScoreDistributionsTests
{
    [Fact]
    public void APercentileIsTheShareOfPairsBelow()
    {
        var distribution = new ScoreDistribution([0.1f, 0.2f, 0.3f, 0.4f]);
        Assert.Equal(0, distribution.Percentile(0.05));
        Assert.Equal(0.5, distribution.Percentile(0.25));
        Assert.Equal(1, distribution.Percentile(0.9));
        Assert.Equal(0.3, distribution.Median, 5);
        Assert.Equal(double.NaN, new ScoreDistribution([]).Percentile(0.5));
    }

    [Fact]
    public async Task ComparesPassagesOfDifferentDocumentsAndMeasuresAgainWhenTheCollectionHasGrown()
    {
        await using var data = new TemporaryDatabase();
        using var index = new ChunkVectorIndex(data.Database, data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        var distributions = new ScoreDistributions(index);
        var collection = await data.CreateCollectionAsync();
        var identity = await data.Identities.IdOfAsync(new EmbeddingIdentity("m", "m", "mean", "", 32, 1), CancellationToken.None);
        var random = new Random(5);
        var first = await AddAsync(random);
        await AddAsync(random);
        // Ten passages in each of two documents make 100 pairs that cross, not 190.
        Assert.Equal(100, (await distributions.OfAsync(collection.Id, identity, CancellationToken.None)).Pairs);
        data.Changes.Tell(await AddAsync(random));
        Assert.Equal(300, (await distributions.OfAsync(collection.Id, identity, CancellationToken.None)).Pairs);
        Assert.InRange((await distributions.OfAsync(collection.Id, identity, CancellationToken.None)).Median, -0.2, 0.2);
        Assert.NotNull(first);

        async Task<KnowledgeBase.Core.Documents.Document> AddAsync(Random source) => await data.CreateReadyAsync(
            collection.Id, "d.txt", identity, [.. Enumerable.Range(0, 10).Select(i => ($"text {i}", Unit(source)))]);
    }

    private static float[] Unit(Random random)
    {
        var vector = Enumerable.Range(0, 32).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }
}
