namespace KnowledgeBase.Core.Llama;

/// <summary>How a text's tokens are decoded.</summary>
public enum LlamaDecodeMode
{
    /// <summary>What is fastest for the model: two passes for causal models, else plain.</summary>
    Auto,

    /// <summary>Every token an output, as llama.cpp's own server does; for comparison.</summary>
    Plain,
}

/// <summary>Sizes of a context; 0 stands for what suits the model.</summary>
/// <param name="ContextSize">Tokens that can be decoded together, all texts of one call taken together.</param>
/// <param name="MicroBatchSize">Tokens per graph; a model that is not causal needs the whole call in one.</param>
/// <param name="MaxTexts">Texts per call, at most 256.</param>
public sealed record LlamaContextOptions(
    int ContextSize = 0,
    int BatchSize = 2048,
    int MicroBatchSize = 512,
    int MaxTexts = 64,
    int Threads = 1,
    LlamaDecodeMode DecodeMode = LlamaDecodeMode.Auto);
