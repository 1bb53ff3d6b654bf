using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Web.Api;

/// <param name="Documents">How many are in each state, in all collections; null unless you are an administrator.</param>
/// <param name="FreeBytes">On the data folder's disk; null unless you are an administrator.</param>
public sealed record StatusAnswer(
    string Version, EngineItem Engine, long MaximumFileBytes, IReadOnlyDictionary<string, int>? Documents, long? FreeBytes);

/// <param name="State">loading, ready or failed.</param>
/// <param name="Progress">Of loading, 0 to 1.</param>
/// <param name="ErrorCode">Why it failed; null unless it did.</param>
public sealed record EngineItem(EmbeddingEngineState State, double Progress, string? ErrorCode, ModelItem? Model);

/// <param name="ContextSize">Most tokens of one text.</param>
/// <param name="Bundled">Whether it is the small model that ships with the application.</param>
public sealed record ModelItem(
    string Name, string Architecture, string Quantization, int Dimensions, int ContextSize, string Pooling, bool Bundled, string Device, int Threads);
