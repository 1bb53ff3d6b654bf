using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Numerics.Tensors;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>
/// The vectors of ready documents in memory, one list per collection and identity, so that a search can reach neither
/// another collection nor vectors of another model. Loaded at the first search, kept true by what ingestion tells.
/// Exact, and provably so: every vector is compared as int8 codes, and all that the error bounds do not rule out is
/// scored again from the stored halves.
/// </summary>
public sealed class VectorIndex : IDisposable
{
    /// <summary>Below it one thread is faster than the start of a second.</summary>
    private const long ParallelFrom = 64 << 20;

    private readonly VectorStore _store;
    private readonly ILogger<VectorIndex> _logger;
    private readonly ConcurrentDictionary<(Guid Collection, int Identity), VectorSegments> _segments = new();
    private readonly IDisposable _subscription;

    public VectorIndex(KnowledgeBaseDatabase database, DocumentChanges changes, ILogger<VectorIndex> logger)
    {
        (_store, _logger) = (new VectorStore(database), logger);
        _subscription = changes.Subscribe(Apply);
    }

    /// <summary>Finds the chunks with the greatest cosines.</summary>
    /// <param name="query">L2-normalised, as many values as the identity has dimensions.</param>
    /// <param name="documentIds">Only these documents; null for all. What is left out is not compared.</param>
    public async Task<VectorSearchResult> SearchAsync(
        IReadOnlyList<(Guid Collection, int Identity)> sources, ReadOnlyMemory<float> query, int topK, float minCosine,
        IReadOnlyCollection<Guid>? documentIds, CancellationToken cancellationToken)
    {
        var segments = new List<VectorCodes>();
        foreach (var source in sources)
        {
            var documents = await _segments.GetOrAdd(source, static _ => new VectorSegments()).LoadAsync(() => ReadAsync(source, null), cancellationToken);
            segments.AddRange(documents.Where(document => documentIds is null || documentIds.Contains(document.Key)).Select(document => document.Value));
        }

        var possible = Scan(segments, new QuantisedQuery(query.Span), topK, minCosine);
        var top = new TopK(topK);
        foreach (var (chunkId, cosine) in await ScoreAsync(sources, query, possible, cancellationToken))
        {
            if (cosine >= minCosine)
            {
                top.Add(chunkId, cosine);
            }
        }

        return new VectorSearchResult(top.Take(), segments.Sum(segment => segment.Count), possible.Count);
    }

    /// <summary>Exact cosines of some chunks, in no order; those that have no vector of these identities are left out.</summary>
    public async Task<IReadOnlyList<(long ChunkId, float Cosine)>> ScoreAsync(
        IReadOnlyList<(Guid Collection, int Identity)> sources, ReadOnlyMemory<float> query, IReadOnlyList<long> chunkIds, CancellationToken cancellationToken)
    {
        if (chunkIds.Count == 0)
        {
            return [];
        }

        var (vectors, damaged) = await _store.ReadAsync(chunkIds, sources.Select(source => source.Identity).Distinct(), cancellationToken);
        Report(damaged, sources[0].Collection);
        var values = new float[query.Length];
        var scores = new List<(long, float)>(vectors.Count);
        foreach (var (chunkId, value) in vectors)
        {
            VectorBlob.Decode(value, values);
            scores.Add((chunkId, Math.Clamp(TensorPrimitives.Dot(query.Span, values), -1, 1)));
        }

        return scores;
    }

    public void Dispose() => _subscription.Dispose();

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

    private void Apply(DocumentChange change)
    {
        var document = change.Document;
        foreach (var (source, segments) in _segments.Where(entry => entry.Key.Collection == document.CollectionId))
        {
            if (!change.Removed && document.Status == DocumentStatus.Ready && document.IdentityId == source.Identity)
            {
                segments.Change(async documents => (await ReadAsync(source, document.Id)).TryGetValue(document.Id, out var vectors)
                    ? documents.SetItem(document.Id, vectors)
                    : documents.Remove(document.Id));
            }
            else
            {
                segments.Change(documents => Task.FromResult(documents.Remove(document.Id)));
            }
        }
    }

    private async Task<ImmutableDictionary<Guid, VectorCodes>> ReadAsync((Guid Collection, int Identity) source, Guid? documentId)
    {
        var (documents, damaged) = await _store.ReadAsync(source.Collection, source.Identity, documentId, CancellationToken.None);
        Report(damaged, source.Collection);
        return documents;
    }

    private void Report(int damaged, Guid collectionId)
    {
        // A damaged vector must not give a wrong score; its chunk is left out until the document is read again.
        if (damaged > 0)
        {
            Log.DamagedVectors(_logger, damaged, collectionId);
        }
    }
}
