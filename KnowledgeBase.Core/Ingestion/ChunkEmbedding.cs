using System.Diagnostics;
using System.Runtime.CompilerServices;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Core.Ingestion;

/// <summary>Vectors of chunks, batch by batch.</summary>
/// <param name="embed">The engine, or a model beside it.</param>
/// <param name="modelSha256">Vectors of no other model are wanted.</param>
internal sealed class ChunkEmbedding(Func<EmbeddingRequest, CancellationToken, Task<EmbeddingResult>> embed, string modelSha256, int batchSize)
{
    /// <summary>Batches in the order of the chunks. The next one waits at the engine, as tokens already, while one is computed and stored.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<(long ChunkId, float[] Vector)>> EmbedAsync(
        IReadOnlyList<StoredChunk> chunks, string instruction, int? dimensions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            Task<EmbeddingResult>? ahead = null;
            var batches = chunks.Chunk(batchSize).ToArray();
            for (var i = 0; i < batches.Length; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var embedding = ahead ?? Begin(batches[i]);
                ahead = i + 1 < batches.Length ? Begin(batches[i + 1]) : null;
                var vectors = (await embedding).Vectors;
                IngestionMetrics.Observe("embed", started, batches[i].Sum(chunk => chunk.Chunk.TokenCount));
                yield return [.. batches[i].Zip(vectors, (chunk, vector) => (chunk.Id, vector))];
            }
        }
        finally
        {
            await giveUp.CancelAsync();
        }

        Task<EmbeddingResult> Begin(StoredChunk[] batch) => embed(
            EmbeddingRequest.Of(batch.Select(chunk => chunk.Chunk.EmbeddedText), EmbeddingPriority.Indexing) with
            {
                Prefix = instruction,
                Dimensions = dimensions,
                ModelSha256 = modelSha256,
            },
            giveUp.Token);
    }
}
