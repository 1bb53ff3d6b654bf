using System.Diagnostics;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search.Vectors;

namespace KnowledgeBase.Core.Search;

/// <summary>Finds chunks by meaning: embeds the query and compares it with every chunk of the collections asked.</summary>
public sealed class SemanticSearch(
    IEmbeddingEngine engine, EmbeddingIdentityStore identities, CollectionStore collections, IChunker chunker,
    VectorIndex index, SearchStore store, DocumentStore documents)
{
    /// <exception cref="SearchRequestException">The query is empty or too long, or top-k out of range.</exception>
    /// <exception cref="EmbeddingException">The engine is not ready.</exception>
    public async Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        var model = await engine.WaitUntilReadyAsync(cancellationToken);
        var sources = new List<(Collection Collection, int Identity)>();
        var stale = 0;
        foreach (var id in request.CollectionIds.Distinct())
        {
            if (await collections.FindAsync(id, cancellationToken) is { } collection)
            {
                var identity = await identities.IdOfAsync(EmbeddingIdentity.Of(model, collection.DocumentInstruction, chunker.Version), cancellationToken);
                sources.Add((collection, identity));
                stale += (await documents.StaleAsync(id, identity, cancellationToken)).Count;
            }
        }

        var found = new TopK(request.TopK);
        var (scanned, rescored, embeddingTime, scanTime) = (0, 0, TimeSpan.Zero, TimeSpan.Zero);

        // Collections that put the same instruction before a query share its vector.
        foreach (var group in sources.GroupBy(source => source.Collection.QueryInstruction, StringComparer.Ordinal))
        {
            var started = Stopwatch.GetTimestamp();
            var query = (await engine.EmbedAsync([group.Key + request.Query.Trim()], EmbeddingPriority.Query, null, cancellationToken))[0];
            embeddingTime += Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            var result = await index.SearchAsync(
                [.. group.Select(source => (source.Collection.Id, source.Identity))], query, request.TopK, (float)(request.MinCosine ?? -1),
                request.DocumentIds, cancellationToken);
            scanTime += Stopwatch.GetElapsedTime(started);
            scanned += result.Scanned;
            rescored += result.Rescored;
            foreach (var (chunkId, cosine) in result.Hits)
            {
                found.Add(chunkId, cosine);
            }
        }

        var terms = new QueryTerms(request.Query);
        var best = await store.HitsAsync(found.Take(), terms, cancellationToken);
        return new SearchResult(best, scanned, rescored, stale, embeddingTime, scanTime);
    }

    private static void Check(SearchRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Query))
        {
            throw new SearchRequestException("query_empty", "The query is empty.");
        }

        if (request.Query.Length > SearchRequest.MaximumQueryLength)
        {
            throw new SearchRequestException("query_too_long", $"The query has {request.Query.Length} characters; {SearchRequest.MaximumQueryLength} are allowed.");
        }

        if (request.TopK is < 1 or > SearchRequest.MaximumTopK)
        {
            throw new SearchRequestException("top_k_out_of_range", $"topK must be between 1 and {SearchRequest.MaximumTopK}.");
        }
    }
}
