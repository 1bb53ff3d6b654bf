namespace KnowledgeBase.Core.Llama.Gguf;

/// <summary>What a validated embedding model's file says of it.</summary>
/// <param name="EmbeddingLength">Values that llama.cpp gives per text.</param>
/// <param name="Dimensions">How many of them, from the first, are the vector.</param>
/// <param name="ContextLength">Most tokens that the model was made for.</param>
/// <param name="IsCausal">A decoder with a key/value cache; else the whole text is seen at once.</param>
/// <param name="KeyValueBytesPerToken">Of a 16-bit cache; 0 without one.</param>
/// <param name="FeedForwardLength">Width of the layers' inner part.</param>
/// <param name="RepackedBytes">Weights that llama.cpp keeps a second time on a processor, in its kernels' own order.</param>
/// <param name="EndToken">Closes every text; null when the model has none.</param>
internal sealed record GgufModel(
    string Name,
    string Architecture,
    string Quantization,
    LlamaPooling Pooling,
    bool IsCausal,
    int EmbeddingLength,
    int Dimensions,
    int ContextLength,
    int LayerCount,
    long KeyValueBytesPerToken,
    int VocabularySize,
    int? EndToken,
    long SizeBytes,
    int FeedForwardLength,
    long RepackedBytes);
