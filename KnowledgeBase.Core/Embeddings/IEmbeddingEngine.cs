using KnowledgeBase.Core.Chunking;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>Who waits for a vector: a person's query goes before indexing, between two decodes.</summary>
public enum EmbeddingPriority
{
    Query,
    Indexing,
}

/// <summary>
/// The one model that this process has loaded. The seam for everybody else is
/// <c>IEmbeddingGenerator&lt;string, Embedding&lt;float&gt;&gt;</c>, which is built on it; ingestion and search use it
/// directly for the priority, the identity and the token counts.
/// </summary>
public interface IEmbeddingEngine : ITokenCounter
{
    EmbeddingEngineStatus Status { get; }

    /// <summary>Raised on any thread when <see cref="Status"/> has changed.</summary>
    event Action? StatusChanged;

    /// <summary>Completes when the model is ready.</summary>
    /// <exception cref="EmbeddingException">The model could not be loaded.</exception>
    Task<EmbeddingModelInfo> WaitUntilReadyAsync(CancellationToken cancellationToken);

    /// <summary>Loads the configured model again, after its file was put right.</summary>
    Task ReloadAsync(CancellationToken cancellationToken);

    /// <summary>One vector per input, with the tokens that each took.</summary>
    /// <exception cref="EmbeddingInputException">An input is too long and must not be cut, or has an unknown token.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The model has no vectors of so many dimensions.</exception>
    /// <exception cref="EmbeddingException">The engine is not ready, or the decode failed twice.</exception>
    Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken);
}

/// <summary>A failure of the embedding engine; <see cref="Code"/> as in <see cref="EmbeddingEngineStatus"/>, or model_changed.</summary>
public sealed class EmbeddingException(string code, string detail, Exception? innerException = null) : Exception(detail, innerException)
{
    /// <summary>The request named a model, and another one has taken its place.</summary>
    public const string ModelChanged = "model_changed";

    public string Code { get; } = code;

    /// <summary>
    /// Not the text is at fault: the engine was stopped, loaded anew, is not ready or cannot be reached. The same request
    /// may succeed when it is ready.
    /// </summary>
    public bool IsPassing { get; init; } = code is ModelChanged or Server.RemoteEmbeddingEngine.Unreachable;

    /// <summary>The engine went down at work, perhaps over this very text; only a new load helps.</summary>
    public bool IsCrash { get; init; }
}
