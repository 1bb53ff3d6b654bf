using KnowledgeBase.Core.Llama;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>A context of the loaded model, used by one thread at a time, and what is decoded in it together.</summary>
internal sealed class EmbeddingSlot : IDisposable
{
    private readonly LlamaModel _model;
    private readonly LlamaContextOptions _options;
    private LlamaContext _context;

    /// <param name="decodeTokens">Most tokens of texts that are decoded together; null for all that fit.</param>
    internal EmbeddingSlot(LlamaModel model, LlamaContextOptions options, int? decodeTokens)
    {
        (_model, _options) = (model, options);
        _context = new LlamaContext(model, options);
        DecodeTokens = Math.Min(decodeTokens ?? int.MaxValue, _context.Size.Tokens);
    }

    internal int TextTokens => _context.Size.TextTokens;

    internal int DecodeTexts => _context.Size.Texts;

    internal int DecodeTokens { get; }

    /// <summary>One raw vector per text; the first <paramref name="shared"/> tokens are the same in all of them.</summary>
    internal float[][] Embed(IReadOnlyList<int[]> sequences, int shared, CancellationToken cancellationToken) =>
        _context.Embed(sequences, shared, cancellationToken);

    /// <summary>After a decode whose numbers were wrong: what it left in the cache would spoil the next one.</summary>
    internal void Renew()
    {
        _context.Dispose();
        _context = new LlamaContext(_model, _options);
    }

    public void Dispose() => _context.Dispose();
}
