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
    /// <summary>Of 2,560 dimensions, four queries and a row fill the first-level cache.</summary>
    private const int QueriesPerPass = 4;

    private readonly IVectorSource _source;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<(Guid Collection, int Identity), VectorSegments> _segments = new();

    private protected VectorIndex(IVectorSource source, ILogger logger) => (_source, _logger) = (source, logger);

    /// <summary>Finds the vectors with the greatest cosines.</summary>
    /// <param name="query">L2-normalised, as many values as the identity has dimensions.</param>
    /// <param name="owners">Only these documents or entries; null for all. What is left out is not compared.</param>
    public async Task<VectorSearchResult> SearchAsync(
        IReadOnlyList<(Guid Collection, int Identity)> sources, ReadOnlyMemory<float> query, int topK, float minCosine,
        IReadOnlyCollection<Guid>? owners, CancellationToken cancellationToken) =>
        await SearchAsync(sources, query, topK, minCosine, owners, null, cancellationToken);

    /// <summary>Finds the vectors with the greatest cosines among some.</summary>
    /// <param name="owners">Only these documents or entries; null for all.</param>
    /// <param name="among">Only the vectors with these numbers; null for all. What is left out is not compared.</param>
    public async Task<VectorSearchResult> SearchAsync(
        IReadOnlyList<(Guid Collection, int Identity)> sources, ReadOnlyMemory<float> query, int topK, float minCosine,
        IReadOnlyCollection<Guid>? owners, IReadOnlySet<long>? among, CancellationToken cancellationToken) =>
        (await SearchAsync(sources, [query], topK, minCosine, owners, among, cancellationToken))[0];

    /// <summary>The same for many queries: <see cref="QueriesPerPass"/> of them share each pass over the vectors.</summary>
    /// <returns>One result per query, in their order.</returns>
    public Task<IReadOnlyList<VectorSearchResult>> SearchAsync(
        IReadOnlyList<(Guid Collection, int Identity)> sources, IReadOnlyList<ReadOnlyMemory<float>> queries, int topK, float minCosine,
        IReadOnlyCollection<Guid>? owners, CancellationToken cancellationToken) => SearchAsync(sources, queries, topK, minCosine, owners, null, cancellationToken);

    private async Task<IReadOnlyList<VectorSearchResult>> SearchAsync(
        IReadOnlyList<(Guid Collection, int Identity)> sources, IReadOnlyList<ReadOnlyMemory<float>> queries, int topK, float minCosine,
        IReadOnlyCollection<Guid>? owners, IReadOnlySet<long>? among, CancellationToken cancellationToken)
    {
        var segments = await SegmentsAsync(sources, owners, cancellationToken);
        var scanned = segments.Sum(segment => among is null ? segment.Count : segment.Ids.Count(among.Contains));
        var results = new List<VectorSearchResult>(queries.Count);
        foreach (var pass in queries.Chunk(QueriesPerPass))
        {
            var possible = VectorScan.Run(segments, [.. pass.Select(query => new QuantisedQuery(query.Span))], topK, minCosine, among);
            for (var i = 0; i < pass.Length; i++)
            {
                var top = new TopK(topK);
                foreach (var (id, cosine) in (await ScoreAsync(sources, pass[i], possible[i], cancellationToken)).Where(score => score.Cosine >= minCosine))
                {
                    top.Add(id, cosine);
                }

                results.Add(new VectorSearchResult(top.Take(), scanned, possible[i].Count));
            }
        }

        return results;
    }

    /// <summary>Reads the vectors of a collection ahead of its first search; nothing when they are there already.</summary>
    public Task LoadAsync(Guid collectionId, int identityId, CancellationToken cancellationToken) =>
        SegmentsAsync([(collectionId, identityId)], null, cancellationToken);

    /// <summary>The number of every vector of a collection and identity, with its document or entry.</summary>
    public async Task<IReadOnlyList<(Guid Owner, long Id)>> IdsAsync(Guid collectionId, int identityId, CancellationToken cancellationToken)
    {
        var owners = await _segments.GetOrAdd((collectionId, identityId), static _ => new VectorSegments())
            .LoadAsync(() => ReadAsync((collectionId, identityId), null), cancellationToken);
        return [.. owners.OrderBy(owner => owner.Key).SelectMany(owner => owner.Value.Ids.Select(id => (owner.Key, id)))];
    }

    /// <summary>The stored vectors of some numbers, in no order.</summary>
    public async Task<IReadOnlyList<(long Id, float[] Vector)>> VectorsAsync(IReadOnlyList<long> ids, int identityId, CancellationToken cancellationToken)
    {
        var (vectors, _) = await _source.ReadAsync(ids, [identityId], cancellationToken);
        return [.. vectors.Select(item => (item.Id, VectorBlob.Decode(item.Value)))];
    }

    /// <summary>Vectors in memory, and the bytes that they take.</summary>
    public (long Vectors, long Bytes) Loaded()
    {
        var loaded = _segments.Values.Select(segments => segments.Loaded).SelectMany(owners => owners.Values).ToList();
        return (loaded.Sum(owner => (long)owner.Count), loaded.Sum(owner => owner.Bytes));
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

    private async Task<List<VectorCodes>> SegmentsAsync(
        IReadOnlyList<(Guid Collection, int Identity)> sources, IReadOnlyCollection<Guid>? owners, CancellationToken cancellationToken)
    {
        var segments = new List<VectorCodes>();
        foreach (var source in sources)
        {
            var all = await _segments.GetOrAdd(source, static _ => new VectorSegments()).LoadAsync(() => ReadAsync(source, null), cancellationToken);
            segments.AddRange(owners is null ? all.Values : all.Where(owner => owners.Contains(owner.Key)).Select(owner => owner.Value));
        }

        return segments;
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
