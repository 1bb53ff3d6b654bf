using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Core.Evaluation;

/// <summary>Embeds a collection's items as they would be with another instruction before them. Nothing is stored.</summary>
internal sealed class EvaluationItems(EvaluationStore store, ChunkStore chunks, IEmbeddingEngine engine)
{
    private const int BatchSize = 64;

    /// <param name="wanted">The instruction and the length of the vectors.</param>
    public async Task<IReadOnlyList<(Guid Owner, long Id, float[] Vector)>> EmbedAsync(Collection collection, EmbeddingIdentity wanted, CancellationToken cancellationToken)
    {
        var items = new List<(Guid, long, float[])>();
        foreach (var batch in (await TextsAsync(collection, cancellationToken)).Chunk(BatchSize))
        {
            var request = EmbeddingRequest.Of(batch.Select(item => item.Text), EmbeddingPriority.Indexing) with
            {
                Prefix = wanted.Instruction,
                Dimensions = wanted.Dimensions,
                ModelSha256 = wanted.ModelSha256,
                Caller = nameof(Evaluation),
            };
            items.AddRange(batch.Zip((await engine.EmbedAsync(request, cancellationToken)).Vectors, (item, vector) => (item.Owner, item.Id, vector)));
        }

        return items;
    }

    private async Task<IReadOnlyList<(Guid Owner, long Id, string Text)>> TextsAsync(Collection collection, CancellationToken cancellationToken)
    {
        if (collection.Kind == CollectionKind.Faq)
        {
            return await store.PhrasingsAsync(collection.Id, cancellationToken);
        }

        var texts = new List<(Guid, long, string)>();
        foreach (var document in await store.ReadyAsync(collection.Id, cancellationToken))
        {
            texts.AddRange((await chunks.ListAsync(document, cancellationToken)).Select(stored => (document, stored.Id, stored.Chunk.EmbeddedText)));
        }

        return texts;
    }
}
