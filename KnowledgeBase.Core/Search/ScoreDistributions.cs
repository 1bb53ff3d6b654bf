using System.Collections.Concurrent;
using System.Numerics.Tensors;
using KnowledgeBase.Core.Search.Vectors;

namespace KnowledgeBase.Core.Search;

/// <summary>Knows how alike unrelated passages of a collection are; measured again when the collection has grown or shrunk by a fifth.</summary>
public sealed class ScoreDistributions(ChunkVectorIndex index)
{
    /// <summary>About 40,000 pairs, which tell a percentile to half a point.</summary>
    private const int Sample = 400;

    private readonly ConcurrentDictionary<(Guid Collection, int Identity), (int Count, Task<ScoreDistribution> Measured)> _known = new();

    /// <summary>The distribution of one collection's vectors of one identity.</summary>
    public async Task<ScoreDistribution> OfAsync(Guid collectionId, int identityId, CancellationToken cancellationToken)
    {
        var source = (collectionId, identityId);
        var ids = await index.IdsAsync(collectionId, identityId, cancellationToken);
        var known = _known.AddOrUpdate(
            source,
            _ => (ids.Count, MeasureAsync(collectionId, identityId, ids)),
            (_, before) => before.Measured.IsFaulted || Math.Abs(ids.Count - before.Count) > before.Count / 5
                ? (ids.Count, MeasureAsync(collectionId, identityId, ids))
                : before);
        return await known.Measured.WaitAsync(cancellationToken);
    }

    private async Task<ScoreDistribution> MeasureAsync(Guid collectionId, int identityId, IReadOnlyList<(Guid Owner, long Id)> ids)
    {
        // The same passages give the same numbers at every start.
        var random = new Random(20_260_731);
        (Guid Owner, long Id)[] drawn = [.. ids];
        random.Shuffle(drawn);
        var owners = drawn.Take(Sample).ToDictionary(item => item.Id, item => item.Owner);
        var vectors = (await index.VectorsAsync([.. owners.Keys], identityId, CancellationToken.None)).Select(item => (Owner: owners[item.Id], item.Vector)).ToArray();

        // Of one document, neighbours speak of one matter; pairs of two documents are unrelated if any are.
        var several = owners.Values.Distinct().Skip(1).Any();
        var cosines = new List<float>();
        for (var i = 0; i < vectors.Length; i++)
        {
            for (var j = i + 1; j < vectors.Length; j++)
            {
                if (!several || vectors[i].Owner != vectors[j].Owner)
                {
                    cosines.Add(TensorPrimitives.Dot<float>(vectors[i].Vector, vectors[j].Vector));
                }
            }
        }

        cosines.Sort();
        return new ScoreDistribution([.. cosines]);
    }
}
