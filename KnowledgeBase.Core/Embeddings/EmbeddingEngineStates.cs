namespace KnowledgeBase.Core.Embeddings;

public static class EmbeddingEngineStates
{
    /// <summary>Whether this is the engine not being ready: its next <see cref="IEmbeddingEngine.StatusChanged"/> is the time to try again.</summary>
    public static bool IsAwaited(this IEmbeddingEngine engine, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return exception is EmbeddingException && engine.Status.State != EmbeddingEngineState.Ready;
    }
}
