namespace KnowledgeBase.Core.Embeddings.Files;

/// <summary>A GGUF file that could be loaded, or the reason why it cannot.</summary>
/// <param name="File">As the engine asks for it: the name in the folder of models; empty for the bundled model.</param>
/// <param name="Model">What the file says of itself; null when it is refused.</param>
/// <param name="RefusalCode">model_missing, model_damaged, model_not_embedding or model_unsupported; null when it may be loaded.</param>
/// <param name="RefusalDetail">An English sentence for the administrator.</param>
public sealed record ModelFileInfo(
    string File, string FileName, bool IsBundled, long SizeBytes, DateTimeOffset ChangedAt, ModelFacts? Model, string? RefusalCode, string? RefusalDetail);

/// <summary>What a GGUF file says of its model, and what the model needs.</summary>
/// <param name="Pooling">"last" or "mean".</param>
/// <param name="Memory">Bytes with the usual context; <paramref name="LongestMemory"/> with the longest text that fits.</param>
public sealed record ModelFacts(
    string Name, string Architecture, string Quantization, int Dimensions, int ContextLength, string Pooling, ModelMemory Memory, int LongestText, ModelMemory LongestMemory);

/// <summary>Bytes, computed before anything is loaded.</summary>
public sealed record ModelMemory(long Weights, long Cache, long Compute)
{
    public long Total => Weights + Cache + Compute;
}
