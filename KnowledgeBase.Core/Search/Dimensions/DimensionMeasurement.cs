using System.Diagnostics;
using System.Numerics.Tensors;
using KnowledgeBase.Core.Search.Vectors;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Search.Dimensions;

/// <summary>
/// Measures on a collection's own vectors what is lost and won when they are cut (Matryoshka): whether a model bears it,
/// and how much, differs from model to model and from text to text.
/// </summary>
public sealed class DimensionMeasurement(ChunkVectorIndex index)
{
    public const int TopK = 10;

    /// <summary>More passages change the figures little and the time much.</summary>
    private const int MostPassages = 20_000;
    private const int PassageQueries = 100;
    private const int Block = 2000;
    private static readonly int[] Steps = [32, 64, 128, 256, 384, 512, 768, 1024, 1536, 2048, 2560, 4096];

    /// <summary>Compares every length with the full one.</summary>
    /// <param name="questions">Vectors of questions at the full length.</param>
    /// <param name="told">Called on any thread after each length.</param>
    public async Task<DimensionReport> MeasureAsync(
        Guid collectionId, int identityId, IReadOnlyList<float[]> questions, Action<DimensionOutcome>? told, CancellationToken cancellationToken)
    {
        var ids = (await index.IdsAsync(collectionId, identityId, cancellationToken)).Select(item => item.Id).ToArray();
        var count = ids.Length;
        new Random(20_260_731).Shuffle(ids);      // the same sample every time
        var vectors = new List<(long Id, float[] Vector)>();
        foreach (var block in ids.Take(MostPassages).Chunk(Block))
        {
            vectors.AddRange(await index.VectorsAsync(block, identityId, cancellationToken));
        }

        if (vectors.Count == 0)
        {
            return new DimensionReport(0, count, 0, questions.Count, []);
        }

        var asked = vectors.OrderBy(item => item.Id).Take(PassageQueries).ToList();
        return await Task.Run(() => Measure(vectors, count, asked, questions, told, cancellationToken), cancellationToken);
    }

    private static DimensionReport Measure(
        List<(long Id, float[] Vector)> vectors, int of, List<(long Id, float[] Vector)> asked, IReadOnlyList<float[]> questions, Action<DimensionOutcome>? told,
        CancellationToken cancellationToken)
    {
        var full = vectors[0].Vector.Length;
        var (passageTruth, questionTruth, _) = Find(vectors, asked, questions, full);
        var outcomes = new List<DimensionOutcome>();
        foreach (var dimensions in Steps.Where(step => step < full).Append(full))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (passages, found, milliseconds) = Find(vectors, asked, questions, dimensions);
            var outcome = new DimensionOutcome(
                dimensions, Recall(passages, passageTruth), questions.Count == 0 ? null : Recall(found, questionTruth),
                VectorCodes.StrideOf(dimensions) + VectorCodes.RowBytes, 2 * dimensions, milliseconds);
            outcomes.Add(outcome);
            told?.Invoke(outcome);
        }

        return new DimensionReport(vectors.Count, of, asked.Count, questions.Count, outcomes);
    }

    /// <summary>The nearest passages of each query at a length, the query itself left out, and the median time of a search.</summary>
    private static (List<HashSet<long>> Passages, List<HashSet<long>> Questions, double Milliseconds) Find(
        List<(long Id, float[] Vector)> vectors, List<(long Id, float[] Vector)> asked, IReadOnlyList<float[]> questions, int dimensions)
    {
        var cut = vectors.ToDictionary(item => item.Id, item => VectorBlob.Encode(Cut(item.Vector, dimensions)));
        VectorCodes[] segments = [.. cut.Select(item => (item.Key, item.Value)).Chunk(Block).Select(part => new VectorCodes(part))];
        var times = new List<double>();
        List<HashSet<long>> passages = [.. asked.Select(item => Nearest(Cut(item.Vector, dimensions), item.Id))];
        List<HashSet<long>> found = [.. questions.Select(question => Nearest(Cut(question, dimensions), null))];
        return (passages, found, times.Order().ElementAt(times.Count / 2));

        HashSet<long> Nearest(float[] query, long? but)
        {
            var started = Stopwatch.GetTimestamp();
            var possible = VectorScan.Run(segments, [new QuantisedQuery(query)], TopK + 1, -1)[0];
            var top = new TopK(TopK + 1);
            var values = new float[dimensions];
            foreach (var id in possible)
            {
                VectorBlob.Decode(cut[id], values);
                top.Add(id, TensorPrimitives.Dot<float>(query, values));
            }

            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return [.. top.Take().Select(hit => hit.Key).Where(id => id != but).Take(TopK)];
        }
    }

    private static double Recall(List<HashSet<long>> found, List<HashSet<long>> truth) =>
        found.Zip(truth).Average(pair => pair.Second.Count == 0 ? 1 : (double)pair.First.Count(pair.Second.Contains) / pair.Second.Count);

    private static float[] Cut(float[] vector, int dimensions)
    {
        var kept = vector[..dimensions];
        TensorPrimitives.Divide(kept, Math.Max(1e-12f, TensorPrimitives.Norm<float>(kept)), kept);
        return kept;
    }
}
