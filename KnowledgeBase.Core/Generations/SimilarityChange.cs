using System.Numerics.Tensors;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Generations;

/// <summary>How much the cosines between chunks differ between what is served and a generation, on a sample.</summary>
/// <param name="Chunks">Chunks in the sample, each compared with all others of its collection's.</param>
/// <param name="MeanDifference">Mean of |new cosine - old cosine| over all pairs.</param>
/// <param name="NeighboursKept">Share of each chunk's five nearest that are still among its five nearest, 0 to 1.</param>
public sealed record SimilarityReport(int Chunks, double MeanDifference, double GreatestDifference, double NeighboursKept);

/// <summary>Compares vectors of two identities of the same chunks; never one with the other.</summary>
public sealed class SimilarityChange(KnowledgeBaseDatabase database)
{
    private const int Sample = 80;
    private const int Neighbours = 5;

    /// <summary>Null when fewer than two chunks have vectors of both.</summary>
    internal async Task<SimilarityReport?> MeasureAsync(Guid collectionId, int identity, CancellationToken cancellationToken)
    {
        var pairs = await database.ReadAsync(
            connection => connection.Query(
                """
                select old.value, new.value from document d join chunk c on c.document_id = d.id
                  join vector old on old.chunk_id = c.id and old.identity_id = d.identity_id
                  join vector new on new.chunk_id = c.id and new.identity_id = $identity
                where d.collection_id = $collection and d.status = 'ready' and d.identity_id <> $identity
                order by (c.id * 2654435761) % 4294967296 limit $sample
                """,
                row => (Old: Decode(row.GetFieldValue<byte[]>(0)), New: Decode(row.GetFieldValue<byte[]>(1))),
                ("$collection", collectionId), ("$identity", identity), ("$sample", Sample)),
            cancellationToken);
        return pairs.Count < 2 ? null : Compare([.. pairs.Select(pair => pair.Old)], [.. pairs.Select(pair => pair.New)]);
    }

    internal static SimilarityReport Compare(float[][] old, float[][] now)
    {
        var (before, after) = (Cosines(old), Cosines(now));
        double sum = 0, greatest = 0, kept = 0;
        for (var row = 0; row < old.Length; row++)
        {
            for (var column = 0; column < old.Length; column++)
            {
                var difference = Math.Abs(after[row][column] - before[row][column]);
                sum += difference;
                greatest = Math.Max(greatest, difference);
            }

            var nearest = Nearest(before[row], row);
            kept += (double)nearest.Intersect(Nearest(after[row], row)).Count() / nearest.Count;
        }

        return new SimilarityReport(old.Length, sum / (old.Length * (old.Length - 1)), greatest, kept / old.Length);
    }

    private static float[][] Cosines(float[][] vectors) =>
        [.. vectors.Select(left => vectors.Select(right => TensorPrimitives.Dot(left, right)).ToArray())];

    private static List<int> Nearest(float[] cosines, int self) =>
        [.. Enumerable.Range(0, cosines.Length).Where(index => index != self).OrderByDescending(index => cosines[index]).Take(Neighbours)];

    private static float[] Decode(byte[] value)
    {
        var vector = new float[value.Length / 2];
        VectorBlob.Decode(value, vector);
        return vector;
    }
}
