namespace KnowledgeBase.Core.Embeddings;

/// <summary>For callers who have texts and want only vectors.</summary>
public static class TextEmbedding
{
    /// <summary>One L2-normalised vector per text, in the order of the texts.</summary>
    /// <param name="texts">Exactly what is embedded, any instruction prefix included; too long a text is cut at the end, its EOS kept.</param>
    /// <param name="dimensions">Matryoshka length, 32 to the model's; null for the model's.</param>
    /// <exception cref="EmbeddingException">The engine is not ready, or the decode failed twice.</exception>
    public static async Task<IReadOnlyList<float[]>> EmbedAsync(
        this IEmbeddingEngine engine, IReadOnlyList<string> texts, EmbeddingPriority priority, int? dimensions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return (await engine.EmbedAsync(EmbeddingRequest.Of(texts, priority) with { Dimensions = dimensions }, cancellationToken)).Vectors;
    }
}
