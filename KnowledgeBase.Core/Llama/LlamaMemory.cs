using KnowledgeBase.Core.Llama.Gguf;

namespace KnowledgeBase.Core.Llama;

/// <summary>
/// What a model needs, in bytes, by formula before anything is loaded. The weights are the file's; the cache holds a key
/// and a value of 16 bits per layer and token; the graph's buffers were fitted to what llama.cpp allocates for shapes
/// from 0.6 to 4 billion parameters (within a tenth).
/// </summary>
/// <param name="Repacked">The second copy of 4-bit weights that a processor's kernels use; none on a graphics card.</param>
internal sealed record LlamaMemory(long Weights, long Repacked, long Cache, long Compute)
{
    private const int MicroBatch = 512;

    internal long Total => Weights + Repacked + Cache + Compute;

    /// <param name="tokens">Tokens that the contexts hold together.</param>
    internal static LlamaMemory Of(GgufModel model, int tokens, bool onGpu) => new(
        model.SizeBytes,
        onGpu ? 0 : model.RepackedBytes,
        tokens * model.KeyValueBytesPerToken,
        (long)MicroBatch * sizeof(float) * ((4L * model.FeedForwardLength) + (2L * model.EmbeddingLength)) + ((long)MicroBatch * sizeof(short) * tokens));
}
