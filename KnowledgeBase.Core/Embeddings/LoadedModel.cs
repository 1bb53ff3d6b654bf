using KnowledgeBase.Core.Llama;
using KnowledgeBase.Core.Llama.Loading;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>
/// A model in memory with the contexts that decode for it: one for most texts, a small one so that a query need not wait
/// for them, and, while it is needed, one for a text that is longer than usual.
/// </summary>
internal sealed class LoadedModel : IDisposable
{
    private const int QueryTokens = 512;
    private const int QueryTexts = 16;
    private const int ProcessorTokens = 2048;
    private const int LongStep = 4096;
    private const int LongestText = 32768;

    private readonly LlamaModel _model;
    private readonly int _threads;
    private EmbeddingSlot? _long;

    private LoadedModel(LlamaModel model, EmbeddingOptions options, EmbeddingModelInfo info, bool onGpu)
    {
        (_model, _threads) = (model, info.Threads);

        // A processor gains nothing from more. Without causal attention every token is held against all others of the
        // decode, so fewer are faster (measured).
        int? together = onGpu ? null : model.Info.IsCausal ? 512 : 128;
        Main = new EmbeddingSlot(model, new LlamaContextOptions(ContextSize: options.ContextSize ?? UsualTokens(model.Info.IsCausal, onGpu), Threads: _threads), together);
        try
        {
            var queryThreads = Math.Min(_threads, Math.Max(1, PhysicalCores.Count() / 2));
            Query = new EmbeddingSlot(
                model, new LlamaContextOptions(ContextSize: Math.Min(QueryTokens, Main.TextTokens), BatchSize: QueryTokens, MaxTexts: QueryTexts, Threads: queryThreads), null);
        }
        catch
        {
            Main.Dispose();
            throw;
        }

        TextTokens = options.ContextSize is null && model.Info.IsCausal
            ? Math.Max(Main.TextTokens, Math.Min(LongestText, LlamaContextSize.MostTokens(model.Info)))
            : Main.TextTokens;
        Tokenizer = new EmbeddingTokenizer(model, TextTokens);
        Info = info with { ContextSize = TextTokens };
    }

    /// <summary>
    /// Tokens of the context for most texts; 0 for what suits the model. On a processor, where few are decoded together,
    /// a larger one would only take memory: a longer text gets its own.
    /// </summary>
    internal static int UsualTokens(bool isCausal, bool onGpu) => isCausal && !onGpu ? ProcessorTokens : 0;

    internal EmbeddingModelInfo Info { get; }

    /// <summary>The longest vector that the model can give.</summary>
    internal int RawDimensions => _model.Info.Dimensions;

    internal int TextTokens { get; }

    internal EmbeddingSlot Main { get; }

    internal EmbeddingSlot Query { get; }

    /// <summary>Thread-safe, as is <see cref="Count"/>.</summary>
    internal EmbeddingTokenizer Tokenizer { get; }

    internal int Count(string text) => _model.CountTokens(text);

    /// <summary>For the thread of <see cref="Main"/>: that, or a larger context, which goes when the next text is an ordinary one.</summary>
    /// <exception cref="LlamaException">out_of_memory.</exception>
    internal EmbeddingSlot SlotFor(int tokens)
    {
        if (tokens <= Main.TextTokens)
        {
            _long?.Dispose();
            _long = null;
            return Main;
        }

        if (_long is not null && _long.TextTokens >= tokens)
            return _long;
        _long?.Dispose();
        _long = null;
        var size = Math.Min((tokens + LongStep - 1) / LongStep * LongStep, TextTokens);
        return _long = new EmbeddingSlot(_model, new LlamaContextOptions(ContextSize: size, MaxTexts: 1, Threads: _threads), null);
    }

    public void Dispose()
    {
        _long?.Dispose();
        Query.Dispose();
        Main.Dispose();
        _model.Dispose();
    }

    internal static LoadedModel Load(ModelFile file, EmbeddingOptions options, LlamaLibraryInfo library, Action<double> progress, CancellationToken cancellationToken)
    {
        var sha256 = file.Hash(cancellationToken);
        progress(0.2);
        var usesGpu = options.Backend != LlamaBackend.Cpu && library.Gpu is not null;
        var model = LlamaModel.Load(
            file.Path, new LlamaModelOptions(usesGpu ? -1 : 0), fraction => progress(0.2 + (fraction * 0.7)), cancellationToken);
        try
        {
            var info = Describe(model, file, sha256, options, usesGpu ? library.Gpu : null, library.CpuVariant);
            return new LoadedModel(model, options, info, usesGpu);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static EmbeddingModelInfo Describe(
        LlamaModel model, ModelFile file, string sha256, EmbeddingOptions options, LlamaDevice? gpu, string cpuVariant)
    {
        var info = model.Info;
        if (options.Dimensions > info.Dimensions)
            throw new LlamaException(LlamaException.ModelUnsupported, $"Embedding:Dimensions is {options.Dimensions}, but vectors of {info.Name} have {info.Dimensions} values.");
        return new EmbeddingModelInfo(
            info.Name, file.Name, sha256, info.Architecture, info.Quantization, info.SizeBytes, options.Dimensions ?? info.Dimensions,
            info.ContextLength, info.Pooling == LlamaPooling.Last ? "last" : "mean", file.IsBundled,
            gpu is null ? $"CPU ({cpuVariant})" : $"{gpu.Name} {gpu.Description}", options.Threads ?? PhysicalCores.ThreadsFor(info.SizeBytes));
    }
}
