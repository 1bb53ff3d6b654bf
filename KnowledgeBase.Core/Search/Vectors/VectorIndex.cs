using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Numerics.Tensors;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>
/// Vectors in memory, one list per collection and identity, so that a search can reach neither another collection nor
/// vectors of another model. Loaded at the first search, kept true by what its heirs are told. Exact, and provably so:
/// every vector is compared as int8 codes, and all that the error bounds do not rule out is scored again from the stored
/// halves.
/// </summary>
public abstract class VectorIndex
{
    /// <summary>Below it one thread is faster than the start of a second.</summary>
    private const long ParallelFrom = 64 << 20;

    private readonly IVectorSource _source;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<(Guid Collection, int Identity), VectorSegments> _segments = new();

    private protected VectorIndex(IVectorSource source, ILogger logger) => (_source, _logger) = (source, logger);

    /// <summary>Finds the vectors with the greatest cosines.</summary>
    /// <param name="query">L2-normalised, as many values as the identity has dimensions.</param>
    /// <param name="owners">Only these documents or entries; null for all. What is left out is not compared.</param>
    public async Task<VectorSearchResult> SearchAsync(
        IReadOnlyList<(Guid Collection, int Identity)> sources, ReadOnlyMemory<float> query, int topK, float minCosine,
        IReadOnlyCollection<Guid>? owners, CancellationToken cancellationToken)
    {
        var segments = new List<VectorCodes>();
        foreach (var source in sources)
        {
            var all = await _segments.GetOrAdd(source, static _ => new VectorSegments()).LoadAsync(() => ReadAsync(source, null), cancellationToken);
            segments.AddRange(all.Where(owner => owners is null || owners.Contains(owner.Key)).Select(owner => owner.Value));
        }

        var possible = Scan(segments, new QuantisedQuery(query.Span), topK, minCosine);
        var top = new TopK(topK);
        foreach (var (id, cosine) in await ScoreAsync(sources, query, possible, cancellationToken))
        {
            if (cosine >= minCosine)
            {
                top.Add(id, cosine);
            }
        }

        return new VectorSearchResult(top.Take(), segments.Sum(segment => segment.Count), possible.Count);
    }

    /// <summary>Exact cosines of some vectors, in no order; those that have no vector of these identities are left out.</summary>
    public async Task<IReadOnlyList<(long Id, float Cosine)>> ScoreAsync(
        IReadOnlyList<(Guid Collection, int Identity)> sources, ReadOnlyMemory<float> query, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var (vectors, damaged) = await _source.ReadAsync(ids, sources.Select(source => source.Identity).Distinct(), cancellationToken);
        Report(damaged, sources[0].Collection);
        var values = new float[query.Length];
        var scores = new List<(long, float)>(vectors.Count);
        foreach (var (id, value) in vectors)
        {
            VectorBlob.Decode(value, values);
            scores.Add((id, Math.Clamp(TensorPrimitives.Dot(query.Span, values), -1, 1)));
        }

        return scores;
    }

    /// <summary>An owner has changed: what it has now, if anything, is read again before the next search of its collection.</summary>
    /// <param name="found">Whether searches with this identity may find it now.</param>
    private protected void Change(Guid collectionId, Guid ownerId, Func<int, bool> found)
    {
        foreach (var (source, segments) in _segments.Where(entry => entry.Key.Collection == collectionId))
        {
            if (found(source.Identity))
            {
                segments.Change(async owners => (await ReadAsync(source, ownerId)).TryGetValue(ownerId, out var vectors)
                    ? owners.SetItem(ownerId, vectors)
                    : owners.Remove(ownerId));
            }
            else
            {
                segments.Change(owners => Task.FromResult(owners.Remove(ownerId)));
            }
        }
    }

    /// <summary>Much of a collection has changed: all of it is read again at its next search.</summary>
    private protected void Forget(Guid collectionId)
    {
        foreach (var source in _segments.Keys.Where(source => source.Collection == collectionId))
        {
            _segments.TryRemove(source, out _);
        }
    }

    private static IReadOnlyList<long> Scan(List<VectorCodes> segments, QuantisedQuery query, int topK, float minCosine)
    {
        var all = new Candidates(topK, minCosine);
        if (segments.Sum(segment => (long)segment.Count * segment.Dimensions) < ParallelFrom)
        {
            segments.ForEach(segment => segment.Scan(query, all));
            return all.Take();
        }

        Parallel.ForEach(
            segments,
            () => new Candidates(topK, minCosine),
            (segment, _, candidates) =>
            {
                segment.Scan(query, candidates);
                return candidates;
            },
            candidates =>
            {
                lock (all)
                {
                    all.Merge(candidates);
                }
            });
        return all.Take();
    }

    private async Task<ImmutableDictionary<Guid, VectorCodes>> ReadAsync((Guid Collection, int Identity) source, Guid? ownerId)
    {
        var (owners, damaged) = await _source.ReadAsync(source.Collection, source.Identity, ownerId, CancellationToken.None);
        Report(damaged, source.Collection);
        return owners;
    }

    private void Report(int damaged, Guid collectionId)
    {
        // A damaged vector must not give a wrong score; it is left out until it is made again.
        if (damaged > 0)
        {
            Log.DamagedVectors(_logger, damaged, collectionId);
        }
    }
}
