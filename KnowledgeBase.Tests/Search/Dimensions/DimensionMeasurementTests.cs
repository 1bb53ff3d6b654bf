using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search.Dimensions;
using KnowledgeBase.Core.Search.Vectors;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Search.Dimensions;

public sealed class DimensionMeasurementTests
{
    /// <summary>Vectors whose first values hold nearly everything lose nothing when they are cut there; evenly spread ones do.</summary>
    [Fact]
    public async Task TellsVectorsThatBearCuttingFromThoseThatDoNot()
    {
        var (steep, steepReport) = await MeasureAsync(i => MathF.Pow(0.8f, i));
        var (even, _) = await MeasureAsync(_ => 1);
        Assert.Equal([32, 64, 128, 160], steep.Select(outcome => outcome.Dimensions));
        Assert.Equal((300, 300, 100, 2), (steepReport.Passages, steepReport.Of, steepReport.PassageQueries, steepReport.Questions));
        Assert.All(new[] { steep, even }, outcomes => Assert.Equal((1.0, 1.0), (outcomes[^1].PassageRecall, outcomes[^1].QuestionRecall)));
        Assert.InRange(steep[0].PassageRecall, 0.97, 1);
        Assert.InRange(even[0].PassageRecall, 0, 0.6);
        Assert.Equal(even.Select(outcome => outcome.PassageRecall), even.Select(outcome => outcome.PassageRecall).Order());
        Assert.Equal([64, 128, 256, 320], steep.Select(outcome => outcome.DiskBytes));
        Assert.True(steep[0].MemoryBytes < steep[^1].MemoryBytes);
    }

    private static async Task<(IReadOnlyList<DimensionOutcome> Outcomes, DimensionReport Report)> MeasureAsync(Func<int, float> energy)
    {
        const int Dimensions = 160;
        await using var data = new TemporaryDatabase();
        using var index = new ChunkVectorIndex(data.Database, data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        var collection = await data.CreateCollectionAsync();
        var identity = await data.Identities.IdOfAsync(new EmbeddingIdentity("m", "m", "mean", "", Dimensions, 1), CancellationToken.None);
        var random = new Random(5);
        for (var document = 0; document < 3; document++)
        {
            await data.CreateReadyAsync(collection.Id, $"{document}.txt", identity, [.. Enumerable.Range(0, 100).Select(i => ($"{i}", Vector()))]);
        }

        var told = new List<DimensionOutcome>();
        var report = await new DimensionMeasurement(index).MeasureAsync(collection.Id, identity, [Vector(), Vector()], told.Add, CancellationToken.None);
        Assert.Equal(report.Outcomes, told);
        return (report.Outcomes, report);

        float[] Vector()
        {
            float[] vector = [.. Enumerable.Range(0, Dimensions).Select(i => (float)(random.NextDouble() - 0.5) * energy(i))];
            var norm = MathF.Sqrt(vector.Sum(value => value * value));
            return [.. vector.Select(value => value / norm)];
        }
    }
}
