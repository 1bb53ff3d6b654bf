using System.Security.Claims;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Api;

/// <summary>POST /api/v1/search.</summary>
internal static class SearchApi
{
    private const int MaximumIds = 1000;

    public static void MapSearch(this RouteGroupBuilder api) => api.MapPost("/search", SearchAsync)
        .WithTags("Search")
        .WithSummary("Find the passages that answer a question, best first, each with its cosine")
        .RequireAuthorization(Policies.Read)
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static async Task<SearchAnswer> SearchAsync(
        SearchQuery request, ClaimsPrincipal user, AccessControl access, SemanticSearch search, IEmbeddingEngine engine, CancellationToken cancellationToken)
    {
        if (request.MinCosine is < -1 or > 1 or double.NaN)
        {
            throw ApiException.BadRequest("min_cosine_out_of_range");
        }

        var mode = ApiText.Parse<SearchMode>(request.Mode ?? "semantic", "mode_invalid");
        var collections = await CollectionsAsync(request, user, access, cancellationToken);
        foreach (var id in request.DocumentIds ?? [])
        {
            await access.DocumentAsync(user, id, CollectionAction.View, cancellationToken);
        }

        EngineState.RequireLoaded(engine);
        var result = await search.SearchAsync(
            new SearchRequest(
                collections, request.Query ?? "", request.TopK ?? 10, request.MinCosine, mode, ApiText.Parse<FusionKind>(request.Fusion ?? "weighted", "fusion_invalid"), request.VectorWeight)
            {
                Filter = new SearchFilter(
                    request.DocumentIds is { Count: > 0 } ? request.DocumentIds : null, request.Tags, request.ReceivedFrom, request.ReceivedBefore,
                    string.IsNullOrWhiteSpace(request.Clause) ? null : request.Clause),
            },
            cancellationToken);
        return new SearchAnswer(
            [.. result.Hits.Select(HitItem.Of)], result.ScannedChunks, result.StaleDocuments,
            Math.Round(result.EmbeddingTime.TotalMilliseconds, 2), Math.Round(result.ScanTime.TotalMilliseconds, 2));
    }

    private static async Task<IReadOnlyList<Guid>> CollectionsAsync(SearchQuery request, ClaimsPrincipal user, AccessControl access, CancellationToken cancellationToken)
    {
        if (request.CollectionIds?.Count > MaximumIds || request.DocumentIds?.Count > MaximumIds || request.Tags?.Count > MaximumIds)
        {
            throw ApiException.BadRequest("bad_request", $"At most {MaximumIds} ids or tags.");
        }

        if (request.CollectionIds is not { Count: > 0 } ids)
        {
            return [.. (await access.VisibleCollectionsAsync(user, cancellationToken)).Select(summary => summary.Collection.Id)];
        }

        foreach (var id in ids)
        {
            await access.CollectionAsync(user, id, CollectionAction.View, cancellationToken);
        }

        return ids;
    }
}
