using System.Security.Claims;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search.Map;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Components.Search;

/// <summary>The map of a collection for a user who may read it.</summary>
public sealed class VisibleMap(AccessControl access, IEmbeddingEngine engine, EmbeddingIdentityStore identities, IChunker chunker, CollectionMaps maps)
{
    /// <summary>The map, or how far it is; null when there is no such collection for the user.</summary>
    /// <exception cref="EmbeddingException">The engine is not ready.</exception>
    public async Task<MapState?> FindAsync(ClaimsPrincipal user, Guid collectionId, CancellationToken cancellationToken)
    {
        if (await access.FindCollectionAsync(user, collectionId, CollectionAction.View, cancellationToken) is not { } collection)
        {
            return null;
        }

        var model = await engine.WaitUntilReadyAsync(cancellationToken);
        var identity = await identities.IdOfAsync(EmbeddingIdentity.Of(model, collection.DocumentInstruction, chunker.Version, collection.Dimensions), cancellationToken);
        return await maps.OfAsync(collectionId, identity, cancellationToken);
    }
}
