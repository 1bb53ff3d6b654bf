using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Web.Components.Documents;

/// <summary>Finds ready documents that no search finds, because another model or another chunker made their vectors.</summary>
public sealed class StaleDocuments(IEmbeddingEngine engine, IChunker chunker, EmbeddingIdentityStore identities, DocumentStore documents)
{
    /// <summary>None while no model is loaded: then nothing can be said.</summary>
    public async Task<IReadOnlyList<Guid>> FindAsync(Collection collection, CancellationToken cancellationToken)
    {
        if (engine.Status is not { State: EmbeddingEngineState.Ready, Model: { } model })
        {
            return [];
        }

        var identity = await identities.IdOfAsync(EmbeddingIdentity.Of(model, collection.DocumentInstruction, chunker.Version, collection.Dimensions), cancellationToken);
        return await documents.StaleAsync(collection.Id, identity, cancellationToken);
    }
}
