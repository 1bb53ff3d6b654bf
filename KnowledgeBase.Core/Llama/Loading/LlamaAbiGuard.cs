using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KnowledgeBase.Core.Llama.Native;

namespace KnowledgeBase.Core.Llama.Loading;

/// <summary>
/// The structs of the C API change from release to release, and a wrong one reads garbage instead of failing. So the
/// library's version and its own default parameters, seen through our structs, must be those of the release that the
/// structs were written for.
/// </summary>
internal static unsafe class LlamaAbiGuard
{
    internal const string Release = "0.5.0";

    /// <summary>Null when the library fits, else what differs.</summary>
    internal static string? Check()
    {
        var version = Version();
        if (!version.StartsWith(Release, StringComparison.Ordinal))
            return $"llama.cpp {Release} is needed, found {version}.";

        var model = LlamaNative.DefaultModelParams();
        var context = LlamaNative.DefaultContextParams();
        (string Field, double Expected, double Found)[] fields =
        [
            ("n_gpu_layers", -1, model.GpuLayerCount),
            ("split_mode", 1, model.SplitMode),
            ("load_mode", -1, model.LoadMode),
            ("lazy_mode", 1, model.LazyMode),
            ("main_gpu", 0, model.MainGpu),
            ("vocab_only", 0, model.VocabularyOnly),
            ("check_tensors", 0, model.CheckTensors),
            ("use_extra_bufts", 1, model.UseExtraBufferTypes),
            ("no_alloc", 0, model.NoAllocation),
            ("n_ctx", 512, context.ContextSize),
            ("n_batch", 2048, context.BatchSize),
            ("n_ubatch", 512, context.MicroBatchSize),
            ("n_seq_max", 1, context.MaxSequences),
            ("n_rs_seq", 0, context.RecurrentSnapshots),
            ("n_outputs_max", 0, context.MaxOutputs),
            ("n_outputs_max_per_seq", 1, context.MaxOutputsPerSequence),
            ("n_threads", 4, context.Threads),
            ("n_threads_batch", 4, context.ThreadsBatch),
            ("rope_scaling_type", -1, context.RopeScalingType),
            ("pooling_type", -1, context.PoolingType),
            ("attention_type", -1, context.AttentionType),
            ("flash_attn_type", -1, context.FlashAttentionType),
            ("type_k", 1, context.KeyType),
            ("type_v", 1, context.ValueType),
            ("embeddings", 0, context.Embeddings),
            ("offload_kqv", 1, context.OffloadKeyValues),
            ("no_perf", 1, context.NoPerformanceCounters),
            ("op_offload", 1, context.OffloadOperations),
            ("swa_full", 1, context.FullSlidingWindow),
            ("kv_unified", 0, context.UnifiedKeyValues),
        ];
        var differing = Array.FindIndex(fields, static field => field.Expected != field.Found);
        return differing < 0 && IsZero(context.Samplers, context.OtherContext, context.AbortCallbackData, model.KeyValueOverrides)
            ? null
            : differing < 0
                ? "llama.cpp's default parameters hold pointers where none belong."
                : string.Create(CultureInfo.InvariantCulture, $"llama.cpp's default {fields[differing].Field} is {fields[differing].Found}, not {fields[differing].Expected}: another release than its version says.");
    }

    internal static string Version() => Marshal.PtrToStringUTF8((nint)LlamaNative.Version()) ?? "";

    /// <summary>Sizes that the C structs have; a test compares every offset too.</summary>
    internal static (int Model, int Context, int Batch) Sizes() =>
        (Unsafe.SizeOf<LlamaModelParams>(), Unsafe.SizeOf<LlamaContextParams>(), Unsafe.SizeOf<LlamaBatchStruct>());

    private static bool IsZero(params ReadOnlySpan<nint> pointers) => pointers.IndexOfAnyExcept(0) < 0;
}
