using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Core.DocumentVectors;

/// <summary>Finds the documents whose whole texts are most like a document's.</summary>
public sealed class SimilarDocuments(DocumentVectorStore store, CollectionStore collections, IEmbeddingEngine engine, EmbeddingIdentityStore identities)
{
    public const int MaximumTake = 100;

    /// <summary>Best first; null while the document has no vector of its whole text.</summary>
    /// <param name="collectionIds">Where to look; documents that were embedded in another way are left out.</param>
    public async Task<(DocumentVector Vector, IReadOnlyList<SimilarDocument> Documents)?> FindAsync(
        Document document, IEnumerable<Guid> collectionIds, int take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (engine.Status is not { State: EmbeddingEngineState.Ready, Model: { } model }
            || await collections.FindAsync(document.CollectionId, cancellationToken) is not { DocumentVectors: true } collection)
        {
            return null;
        }

        var identity = await identities.IdOfAsync(IdentityOf(model, collection), cancellationToken);
        return await store.FindAsync(document.Id, identity, cancellationToken) is { } vector
            ? (vector, await store.NearestAsync(vector, identity, collectionIds, Math.Clamp(take, 1, MaximumTake), cancellationToken))
            : null;
    }

    /// <summary>How far a collection's documents are; null while no model is loaded.</summary>
    public async Task<DocumentVectorProgress?> ProgressAsync(Collection collection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(collection);
        return engine.Status is { State: EmbeddingEngineState.Ready, Model: { } model }
            ? await store.ProgressAsync(collection.Id, await identities.IdOfAsync(IdentityOf(model, collection), cancellationToken), cancellationToken)
            : null;
    }

    /// <summary>No chunker has a part in what they mean.</summary>
    internal static EmbeddingIdentity IdentityOf(EmbeddingModelInfo model, Collection collection) =>
        EmbeddingIdentity.Of(model, collection.DocumentInstruction, 0, collection.Dimensions);
}
