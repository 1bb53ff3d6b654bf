using KnowledgeBase.Core.Llama;
using KnowledgeBase.Core.Llama.Loading;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>A model in memory with the context that decodes for it, both used by one thread only but for the tokenizer.</summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly LlamaModel _model;
    private readonly LlamaContextOptions _contextOptions;
    private LlamaContext _context;

    private LoadedModel(LlamaModel model, LlamaContextOptions contextOptions, EmbeddingModelInfo info, int dimensions, bool onGpu)
    {
        (_model, _contextOptions, Info, RawDimensions) = (model, contextOptions, info, dimensions);
        _context = new LlamaContext(model, contextOptions);
        TextTokens = _context.Size.TextTokens;

        // A processor gains nothing from more, and whoever asks meanwhile waits for as long as one decode takes. Without
        // causal attention every token is held against all others of the decode, so fewer are faster (measured).
        DecodeTokens = onGpu ? _context.Size.Tokens : Math.Min(model.Info.IsCausal ? 512 : 128, _context.Size.Tokens);
        DecodeTexts = _context.Size.Texts;
        Info = info with { ContextSize = TextTokens };
    }

    internal EmbeddingModelInfo Info { get; }

    /// <summary>The longest vector that the model can give.</summary>
    internal int RawDimensions { get; }

    internal int TextTokens { get; }

    internal int DecodeTokens { get; }

    internal int DecodeTexts { get; }

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
            var context = new LlamaContextOptions(ContextSize: options.ContextSize ?? 0, Threads: info.Threads);
            return new LoadedModel(model, context, info, model.Info.Dimensions, usesGpu);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Thread-safe, as is <see cref="Count"/>.</summary>
    internal int[] Tokenize(string text) => _model.Tokenize(text, TextTokens);

    internal int Count(string text) => _model.CountTokens(text);

    /// <summary>One raw vector per text.</summary>
    internal float[][] Embed(IReadOnlyList<int[]> sequences, CancellationToken cancellationToken) => _context.Embed(sequences, cancellationToken);

    /// <summary>After a decode whose numbers were wrong: what it left in the cache would spoil the next one.</summary>
    internal void RenewContext()
    {
        _context.Dispose();
        _context = new LlamaContext(_model, _contextOptions);
    }

    public void Dispose()
    {
        _context.Dispose();
        _model.Dispose();
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
            gpu is null ? $"CPU ({cpuVariant})" : $"{gpu.Name} {gpu.Description}", options.Threads ?? PhysicalCores.Count());
    }
}
