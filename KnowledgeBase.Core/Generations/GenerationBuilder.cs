using System.Globalization;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Ingestion;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Generations;

/// <summary>Makes the vectors of a generation, document by document.</summary>
public sealed class GenerationBuilder(
    GenerationStore store, CollectionStore collections, EmbeddingIdentityStore identities, IChunker chunker, IOptions<IngestionOptions> options)
{
    /// <summary>The collections of a generation, and the identity that their vectors will have.</summary>
    internal async Task<IReadOnlyList<GenerationTarget>> TargetsAsync(Generation generation, EmbeddingModelInfo model, CancellationToken cancellationToken)
    {
        var targets = new List<GenerationTarget>();
        foreach (var collection in (await collections.ListAsync(null, cancellationToken)).Select(summary => summary.Collection))
        {
            if (generation.Change.CollectionId is null || generation.Change.CollectionId == collection.Id)
            {
                var dimensions = generation.Change.Dimensions ?? collection.Dimensions;
                var wanted = EmbeddingIdentity.Of(model, generation.Change.Instruction ?? collection.DocumentInstruction, chunker.Version, dimensions);
                targets.Add(new GenerationTarget(collection.Id, wanted.Instruction, dimensions, wanted.Dimensions, await identities.IdOfAsync(wanted, cancellationToken)));
            }
        }

        return targets;
    }

    /// <summary>The document instruction or the length that the generation's collection has now, as text.</summary>
    internal async Task<string> PreviousAsync(Generation generation, CancellationToken cancellationToken) =>
        generation.Change.CollectionId is not { } id || await collections.FindAsync(id, cancellationToken) is not { } collection ? ""
        : generation.Change.Dimensions is null ? collection.DocumentInstruction : collection.Dimensions.ToString(CultureInfo.InvariantCulture);

    /// <summary>True when every ready document has its new vectors; false when the generation was paused or cancelled.</summary>
    /// <param name="embed">The generation's model.</param>
    internal async Task<bool> BuildAsync(
        Generation generation, IReadOnlyList<GenerationTarget> targets, EmbeddingModelInfo model,
        Func<EmbeddingRequest, CancellationToken, Task<EmbeddingResult>> embed, Action told, CancellationToken cancellationToken)
    {
        await store.CountAsync(generation.Id, targets, cancellationToken);
        var embedding = new ChunkEmbedding(embed, model.Sha256, options.Value.BatchSize);

        // Documents become ready while others are embedded, so it goes round until a round finds nothing to do.
        for (var found = true; found;)
        {
            found = false;
            foreach (var target in targets)
            {
                foreach (var document in await store.DocumentsAsync(target.CollectionId, cancellationToken))
                {
                    // What there is of it at greater length need only be cut.
                    if (!await store.CutAsync(generation.Id, document, target, cancellationToken))
                    {
                        return false;
                    }

                    var missing = await store.MissingAsync(document, target.Identity, cancellationToken);
                    found |= missing.Count > 0;
                    await foreach (var vectors in embedding.EmbedAsync(missing, target.Instruction, target.Length, cancellationToken))
                    {
                        if (!await store.SaveAsync(generation.Id, target.Identity, vectors, cancellationToken))
                        {
                            return false;
                        }

                        told();
                    }
                }
            }
        }

        await store.CountAsync(generation.Id, targets, cancellationToken);
        return true;
    }
}
