namespace KnowledgeBase.Core.Llama;

/// <summary>A failure of llama.cpp or of a file meant for it; <see cref="Code"/> is one of the constants here.</summary>
public sealed class LlamaException(string code, string detail, Exception? innerException = null) : Exception(detail, innerException)
{
    public const string ModelMissing = "model_missing";
    public const string ModelDamaged = "model_damaged";
    public const string ModelNotEmbedding = "model_not_embedding";
    public const string ModelUnsupported = "model_unsupported";
    public const string ModelTooLarge = "model_too_large";
    public const string LibraryMissing = "library_missing";
    public const string LibraryMismatch = "library_mismatch";
    public const string EngineFailed = "engine_failed";
    public const string OutOfMemory = "out_of_memory";

    public string Code { get; } = code;
}
