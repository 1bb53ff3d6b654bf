using KnowledgeBase.Core.Keywords;
using KnowledgeBase.Core.Search.Vectors;

namespace KnowledgeBase.Core.Search;

/// <summary>Collections that share the vector of a query, because they put the same instruction before it.</summary>
/// <param name="Sources">Collections and the identity that their vectors must have.</param>
/// <param name="Vector">The query, L2-normalised.</param>
/// <param name="VectorWeight">Share of the cosine in hybrid search, 0 to 1.</param>
public sealed record SearchGroup(IReadOnlyList<(Guid Collection, int Identity)> Sources, ReadOnlyMemory<float> Vector, double VectorWeight);

/// <summary>Finds chunks by meaning, by words, or by both, and scores each by all that was asked.</summary>
public sealed class CandidateSearch(ChunkVectorIndex index, KeywordSearch keywords, SearchStore store)
{
    /// <summary>In hybrid search this many of each kind are looked at; what is in neither list is in no good place of the sum.</summary>
    private const int Depth = 100;

    /// <summary>Candidates, best first, no more than top-k; and how many vectors were compared and rescored.</summary>
    public async Task<(IReadOnlyList<Candidate> Candidates, int Scanned, int Rescored)> SearchAsync(
        SearchRequest request, SearchGroup group, CancellationToken cancellationToken)
    {
        var minimum = (float)(request.MinCosine ?? -1);
        Guid[] collections = [.. group.Sources.Select(source => source.Collection)];
        var scope = await store.ScopeAsync(collections, request.Filter, cancellationToken);
        if (request.Mode == SearchMode.Semantic)
        {
            var result = await index.SearchAsync(group.Sources, group.Vector, request.TopK, minimum, scope.Documents, scope.Chunks, cancellationToken);
            return ([.. result.Hits.Select((hit, i) => new Candidate(hit.Id, hit.Cosine, new HitScores(null, null, i + 1, null)))], result.Scanned, result.Rescored);
        }

        var query = new KeywordQuery(request.Query);
        var byWords = await keywords.SearchAsync(collections, query, Math.Max(Depth, request.TopK), scope.Documents, scope.Chunks, cancellationToken);
        var byMeaning = request.Mode == SearchMode.Keyword
            ? new VectorSearchResult([], 0, 0)
            : await index.SearchAsync(group.Sources, group.Vector, Math.Max(Depth, request.TopK), minimum, scope.Documents, scope.Chunks, cancellationToken);

        // Every candidate gets both scores: one found by meaning may share words that were not among the best hundred.
        long[] onlyMeant = [.. byMeaning.Hits.Select(hit => hit.Id).Except(byWords.Select(hit => hit.ChunkId))];
        var wordsOfMeant = onlyMeant.Length == 0 ? [] : await keywords.SearchAsync(collections, query, onlyMeant.Length, null, onlyMeant, cancellationToken);
        var cosines = byMeaning.Hits.ToDictionary(hit => hit.Id, hit => (double)hit.Cosine);
        foreach (var (chunkId, cosine) in await index.ScoreAsync(
            group.Sources, group.Vector, [.. byWords.Select(hit => hit.ChunkId).Where(id => !cosines.ContainsKey(id))], cancellationToken))
        {
            cosines[chunkId] = cosine;
        }

        var words = byWords.Concat(wordsOfMeant).ToDictionary(hit => hit.ChunkId, hit => hit.Score);
        var wordRanks = byWords.Select((hit, i) => (hit.ChunkId, Rank: i + 1)).ToDictionary(hit => hit.ChunkId, hit => hit.Rank);
        var vectorRanks = byMeaning.Hits.Select((hit, i) => (hit.Id, Rank: i + 1)).ToDictionary(hit => hit.Id, hit => hit.Rank);
        var greatest = cosines.Values.DefaultIfEmpty(0).Max();
        var fusion = new Fusion(group.VectorWeight, request.Fusion);
        var candidates =
            from entry in cosines
            where entry.Value >= minimum
            let word = words.GetValueOrDefault(entry.Key)
            let ranks = (Vector: Rank(vectorRanks, entry.Key), Word: Rank(wordRanks, entry.Key))
            let fused = request.Mode == SearchMode.Hybrid ? fusion.Score(entry.Value, word, greatest, ranks.Vector, ranks.Word) : (double?)null
            let scores = new HitScores(word, fused, ranks.Vector, ranks.Word)
            orderby fused ?? word descending, entry.Value descending, entry.Key
            select new Candidate(entry.Key, entry.Value, scores);
        return ([.. candidates.Take(request.TopK)], byMeaning.Scanned, byMeaning.Rescored);
    }

    private static int? Rank(Dictionary<long, int> ranks, long chunkId) => ranks.TryGetValue(chunkId, out var rank) ? rank : null;
}
