using System.Diagnostics;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search.Vectors;

namespace KnowledgeBase.Core.Search;

/// <summary>Answers a question from the chunks of the collections asked, by meaning and, when asked, by words.</summary>
public sealed class SemanticSearch(
    IEmbeddingEngine engine, EmbeddingIdentityStore identities, CollectionStore collections, IChunker chunker,
    EmbeddingEpoch epoch, CandidateSearch candidates, SearchStore store, ScoreDistributions distributions, DocumentStore documents, SearchWeights weights,
    IndexWarmup warmup)
{
    /// <exception cref="SearchRequestException">The query is empty or too long, top-k or the weight out of range.</exception>
    /// <exception cref="EmbeddingException">The engine is not ready.</exception>
    public Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        return epoch.ReadAsync(() => SearchOnceAsync(request, cancellationToken), cancellationToken);
    }

    private async Task<SearchResult> SearchOnceAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var model = await engine.WaitUntilReadyAsync(cancellationToken);
        var sources = new List<(Collection Collection, int Identity, int Dimensions, double Weight)>();
        var stale = 0;
        foreach (var id in request.CollectionIds.Distinct())
        {
            if (await collections.FindAsync(id, cancellationToken) is { } collection)
            {
                var wanted = EmbeddingIdentity.Of(model, collection.DocumentInstruction, chunker.Version, collection.Dimensions);
                var identity = await identities.IdOfAsync(wanted, cancellationToken);
                sources.Add((collection, identity, wanted.Dimensions, request.VectorWeight ?? await weights.OfAsync(collection, cancellationToken)));
                stale += (await documents.StaleAsync(id, identity, cancellationToken)).Count;
            }
        }

        var loading = request.LeavesOutLoading ? sources.Select(source => source.Collection.Id).Where(warmup.Pending.Contains).ToList() : [];
        if (loading.Count < sources.Count)
        {
            sources.RemoveAll(source => loading.Contains(source.Collection.Id));
        }
        else
        {
            loading = [];
        }

        var found = new List<Candidate>();
        var embedded = new List<EmbeddedQuery>();
        var (scanned, rescored, embeddingTime, scanTime) = (0, 0, TimeSpan.Zero, TimeSpan.Zero);
        foreach (var group in sources.GroupBy(source => (source.Collection.QueryInstruction, source.Dimensions, source.Weight)))
        {
            var started = Stopwatch.GetTimestamp();
            var vector = (await engine.EmbedAsync(
                EmbeddingRequest.Of([request.Query.Trim()], EmbeddingPriority.Query) with { Prefix = group.Key.QueryInstruction, Dimensions = group.Key.Dimensions, ModelSha256 = model.Sha256 },
                cancellationToken)).Vectors[0];
            embedded.Add(new EmbeddedQuery(
                group.Key.QueryInstruction + request.Query.Trim(), [.. group.Select(source => source.Collection.Id)],
                EmbeddingIdentity.Of(model, group.First().Collection.DocumentInstruction, chunker.Version, group.Key.Dimensions), group.Key.Weight));
            embeddingTime += Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            var searched = await candidates.SearchAsync(
                request, new SearchGroup([.. group.Select(source => (source.Collection.Id, source.Identity))], vector, group.Key.Weight), cancellationToken);
            scanTime += Stopwatch.GetElapsedTime(started);
            found.AddRange(searched.Candidates);
            (scanned, rescored) = (scanned + searched.Scanned, rescored + searched.Rescored);
        }

        var best = found.OrderByDescending(hit => Order(hit, request.Mode)).ThenByDescending(hit => hit.Cosine).ThenBy(hit => hit.ChunkId).Take(request.TopK);
        var fetching = Stopwatch.GetTimestamp();
        var hits = await store.HitsAsync([.. best], new QueryTerms(request.Query), cancellationToken);
        var placed = await PlaceAsync(hits, sources.ToDictionary(source => source.Collection.Id, source => source.Identity), cancellationToken);
        return new SearchResult(placed, scanned, rescored, stale, embeddingTime, scanTime)
        {
            FetchTime = Stopwatch.GetElapsedTime(fetching),
            Embedded = embedded,
            LoadingCollections = loading,
        };
    }

    /// <summary>Says of each hit how much more it is like the query than passages of its collection are like each other.</summary>
    private async Task<IReadOnlyList<SearchHit>> PlaceAsync(
        IReadOnlyList<SearchHit> hits, Dictionary<Guid, int> identities, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Guid, ScoreDistribution>();
        foreach (var id in hits.Select(hit => hit.CollectionId).Distinct())
        {
            known[id] = await distributions.OfAsync(id, identities[id], cancellationToken);
        }

        return [.. hits.Select(hit => known[hit.CollectionId] is { Pairs: > 0 } distribution ? hit with { Percentile = distribution.Percentile(hit.Cosine) } : hit)];
    }

    private static double Order(Candidate hit, SearchMode mode) => mode switch
    {
        SearchMode.Keyword => hit.Scores.Keyword ?? 0,
        SearchMode.Hybrid => hit.Scores.Fused ?? 0,
        _ => hit.Cosine,
    };

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

        if (request.VectorWeight is not (null or (>= 0 and <= 1)))
        {
            throw new SearchRequestException("weight_out_of_range", "vectorWeight must be between 0 and 1.");
        }
    }
}
