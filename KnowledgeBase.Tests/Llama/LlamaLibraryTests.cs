using System.Runtime.InteropServices;
using KnowledgeBase.Core.Llama;
using KnowledgeBase.Core.Llama.Loading;
using KnowledgeBase.Core.Llama.Native;

namespace KnowledgeBase.Tests.Llama;

public sealed class LlamaLibraryTests
{
    [Fact]
    public void TheLibraryThatShipsFitsTheStructs()
    {
        var info = LlamaLibrary.Load(LlamaLibraryOptions.Default with { Backend = LlamaBackend.Cpu });
        Assert.StartsWith(LlamaAbiGuard.Release, info.Version, StringComparison.Ordinal);
        Assert.NotEqual("unknown", info.CpuVariant);
        Assert.Null(LlamaAbiGuard.Check());
    }

    /// <summary>Sizes and offsets that a C compiler gives for llama.h of this release on a 64-bit machine.</summary>
    [Fact]
    public void TheStructsAreLaidOutAsInC()
    {
        Assert.Equal((80, 160, 56), LlamaAbiGuard.Sizes());
        AssertOffsets<LlamaModelParams>(
            (nameof(LlamaModelParams.GpuLayerCount), 16), (nameof(LlamaModelParams.LoadMode), 24), (nameof(LlamaModelParams.MainGpu), 32),
            (nameof(LlamaModelParams.TensorSplit), 40), (nameof(LlamaModelParams.ProgressCallback), 48),
            (nameof(LlamaModelParams.ProgressCallbackUserData), 56), (nameof(LlamaModelParams.KeyValueOverrides), 64),
            (nameof(LlamaModelParams.VocabularyOnly), 72), (nameof(LlamaModelParams.CheckTensors), 73), (nameof(LlamaModelParams.LoadMtp), 77));
        AssertOffsets<LlamaContextParams>(
            (nameof(LlamaContextParams.MaxOutputs), 20), (nameof(LlamaContextParams.Threads), 28), (nameof(LlamaContextParams.PoolingType), 44),
            (nameof(LlamaContextParams.FlashAttentionType), 52), (nameof(LlamaContextParams.YarnOriginalContext), 80),
            (nameof(LlamaContextParams.EvaluationCallback), 88), (nameof(LlamaContextParams.KeyType), 104),
            (nameof(LlamaContextParams.AbortCallback), 112), (nameof(LlamaContextParams.AbortCallbackData), 120),
            (nameof(LlamaContextParams.Embeddings), 128), (nameof(LlamaContextParams.UnifiedKeyValues), 133), (nameof(LlamaContextParams.Samplers), 136),
            (nameof(LlamaContextParams.OtherContext), 152));
        AssertOffsets<LlamaBatchStruct>(
            (nameof(LlamaBatchStruct.Tokens), 8), (nameof(LlamaBatchStruct.Positions), 24), (nameof(LlamaBatchStruct.Sequences), 40),
            (nameof(LlamaBatchStruct.Outputs), 48));
    }

    [Fact]
    public void AFolderWithoutLibrariesIsNamed()
    {
        var missing = Assert.Throws<LlamaException>(() => LlamaLibraryFiles.Find(Path.Combine(Path.GetTempPath(), "no-such-folder")));
        Assert.Equal(LlamaException.LibraryMissing, missing.Code);
        Assert.Contains("no-such-folder", missing.Message, StringComparison.Ordinal);
    }

    private static void AssertOffsets<T>(params (string Field, int Offset)[] fields) =>
        Assert.All(fields, field => Assert.Equal((nint)field.Offset, Marshal.OffsetOf<T>(field.Field)));
}
