using System.Security.Claims;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search.Map;
using KnowledgeBase.Web.Components.Search;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Api;

/// <summary>GET /api/v1/collections/{id}/map.</summary>
internal static class MapApi
{
    public static void MapMap(this RouteGroupBuilder api) => api.MapGet("/collections/{id:guid}/map", GetAsync)
        .WithTags("Search")
        .WithSummary("The passages of a collection as points in the plane, near ones alike; drawn in the background, so ask again until map is there")
        .RequireAuthorization(Policies.Read)
        .ProducesProblem(404).ProducesProblem(503);

    private static async Task<MapState> GetAsync(
        Guid id, ClaimsPrincipal user, AccessControl access, VisibleMap map, IEmbeddingEngine engine, CancellationToken cancellationToken)
    {
        await access.CollectionAsync(user, id, CollectionAction.View, cancellationToken);
        EngineState.RequireLoaded(engine);
        return await map.FindAsync(user, id, cancellationToken) ?? throw ApiException.NotFound();
    }
}
