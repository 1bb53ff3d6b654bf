namespace KnowledgeBase.Core.Embeddings;

/// <summary>What is known of the loaded embedding model.</summary>
/// <param name="Name">The model's own name (general.name).</param>
/// <param name="FileName">File name without its folder.</param>
/// <param name="Sha256">Lower-case hex of the GGUF file.</param>
/// <param name="Architecture">GGUF architecture, such as "qwen3".</param>
/// <param name="Quantization">Such as "Q4_K_M".</param>
/// <param name="SizeBytes">Size of the file.</param>
/// <param name="Dimensions">Values per vector, after the model's own unused ones are cut.</param>
/// <param name="ContextSize">Most tokens of one text.</param>
/// <param name="Pooling">"last" or "mean".</param>
/// <param name="IsBundled">Whether it is the small model that ships with the application.</param>
/// <param name="Device">Where it computes, such as "CPU (zen4)" or "CUDA0 NVIDIA GeForce RTX 3060".</param>
/// <param name="Threads">CPU threads of one decode.</param>
public sealed record EmbeddingModelInfo(
    string Name,
    string FileName,
    string Sha256,
    string Architecture,
    string Quantization,
    long SizeBytes,
    int Dimensions,
    int ContextSize,
    string Pooling,
    bool IsBundled,
    string Device,
    int Threads);

public enum EmbeddingEngineState
{
    Loading,
    Ready,
    Failed,
}

/// <summary>
/// What the engine is doing now. <paramref name="Progress"/> is 0 to 1 while loading. <paramref name="ErrorCode"/> is
/// one of model_missing, model_damaged, model_not_embedding, model_unsupported, model_too_large, library_missing,
/// library_mismatch, engine_failed, out_of_memory; <paramref name="ErrorDetail"/> is an English sentence for the administrator.
/// </summary>
public sealed record EmbeddingEngineStatus(
    EmbeddingEngineState State,
    double Progress,
    EmbeddingModelInfo? Model,
    string? ErrorCode,
    string? ErrorDetail)
{
    /// <summary>What computes; null before the libraries are loaded.</summary>
    public EmbeddingBackendInfo? Backend { get; init; }
}
