using System.Runtime.InteropServices;

namespace KnowledgeBase.Core.Llama.Native;

/// <summary>
/// The C API of llama.cpp, release v0.5.0 (include/llama.h). The library's name here is found nowhere on a machine, so
/// that only <see cref="Loading.LlamaLibrary"/> answers for it and never another release that the system has installed.
/// </summary>
internal static unsafe partial class LlamaNative
{
    internal const string Library = "knowledgebase-llama";

    [LibraryImport(Library, EntryPoint = "llama_version")]
    internal static partial byte* Version();

    [LibraryImport(Library, EntryPoint = "llama_log_set")]
    internal static partial void SetLog(delegate* unmanaged[Cdecl]<int, byte*, nint, void> callback, nint userData);

    [LibraryImport(Library, EntryPoint = "llama_backend_init")]
    internal static partial void InitializeBackend();

    [LibraryImport(Library, EntryPoint = "llama_model_default_params")]
    internal static partial LlamaModelParams DefaultModelParams();

    [LibraryImport(Library, EntryPoint = "llama_context_default_params")]
    internal static partial LlamaContextParams DefaultContextParams();

    [LibraryImport(Library, EntryPoint = "llama_model_load_from_file", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial LlamaModelHandle LoadModel(string path, LlamaModelParams parameters);

    [LibraryImport(Library, EntryPoint = "llama_model_free")]
    internal static partial void FreeModel(nint model);

    [LibraryImport(Library, EntryPoint = "llama_model_n_embd")]
    internal static partial int EmbeddingLength(LlamaModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_model_get_vocab")]
    internal static partial nint Vocabulary(LlamaModelHandle model);

    [LibraryImport(Library, EntryPoint = "llama_vocab_n_tokens")]
    internal static partial int VocabularySize(nint vocabulary);

    [LibraryImport(Library, EntryPoint = "llama_tokenize")]
    internal static partial int Tokenize(
        nint vocabulary, byte* text, int textLength, int* tokens, int maxTokens,
        [MarshalAs(UnmanagedType.U1)] bool addSpecial, [MarshalAs(UnmanagedType.U1)] bool parseSpecial);

    [LibraryImport(Library, EntryPoint = "llama_init_from_model")]
    internal static partial LlamaContextHandle CreateContext(LlamaModelHandle model, LlamaContextParams parameters);

    [LibraryImport(Library, EntryPoint = "llama_free")]
    internal static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "llama_get_memory")]
    internal static partial nint Memory(LlamaContextHandle context);

    [LibraryImport(Library, EntryPoint = "llama_memory_clear")]
    internal static partial void ClearMemory(nint memory, [MarshalAs(UnmanagedType.U1)] bool data);

    [LibraryImport(Library, EntryPoint = "llama_memory_seq_rm")]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool RemoveFromMemory(nint memory, int sequence, int from, int to);

    [LibraryImport(Library, EntryPoint = "llama_memory_seq_cp")]
    internal static partial void CopyInMemory(nint memory, int from, int to, int first, int end);

    [LibraryImport(Library, EntryPoint = "llama_memory_seq_keep")]
    internal static partial void KeepInMemory(nint memory, int sequence);

    [LibraryImport(Library, EntryPoint = "llama_set_embeddings")]
    internal static partial void SetEmbeddings(LlamaContextHandle context, [MarshalAs(UnmanagedType.U1)] bool embeddings);

    [LibraryImport(Library, EntryPoint = "llama_decode")]
    internal static partial int Decode(LlamaContextHandle context, LlamaBatchStruct batch);

    [LibraryImport(Library, EntryPoint = "llama_encode")]
    internal static partial int Encode(LlamaContextHandle context, LlamaBatchStruct batch);

    [LibraryImport(Library, EntryPoint = "llama_get_embeddings_seq")]
    internal static partial float* SequenceEmbedding(LlamaContextHandle context, int sequence);
}
