using KnowledgeBase.Core.Llama.Gguf;

namespace KnowledgeBase.Core.Llama;

/// <summary>What one call of a context can take, decided before llama.cpp allocates anything.</summary>
/// <param name="Tokens">All texts of a call together.</param>
/// <param name="TextTokens">One text.</param>
internal sealed record LlamaContextSize(int Tokens, int TextTokens, int Batch, int MicroBatch, int Texts)
{
    private const int DefaultCausalTokens = 8192;
    private const int Padding = 256;

    /// <exception cref="LlamaException">
    /// out_of_memory: llama.cpp fills the cache with zeros, so too large a one would call the kernel's OOM killer
    /// instead of failing.
    /// </exception>
    internal static LlamaContextSize For(GgufModel model, LlamaContextOptions options)
    {
        var texts = Math.Clamp(options.MaxTexts, 1, 256);
        var most = options.ContextSize > 0 ? Math.Min(options.ContextSize, model.ContextLength) : Math.Min(model.ContextLength, DefaultCausalTokens);
        if (!model.IsCausal)
        {
            // Every token sees every other: the whole call must be one micro-batch.
            var together = Pad(Math.Max(most, texts));
            return new LlamaContextSize(together, most, together, together, texts);
        }

        var tokens = Pad(Math.Max(Math.Max(most, options.BatchSize), texts));
        var needed = tokens * model.KeyValueBytesPerToken;
        if (needed > Spendable)
        {
            var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
            throw new LlamaException(
                LlamaException.OutOfMemory,
                $"A context of {tokens} tokens needs {needed >> 20} MiB for its cache, more than half of the {available >> 20} MiB of this machine; set Embedding:ContextSize lower.");
        }

        var batch = Math.Clamp(options.BatchSize, texts, tokens);
        return new LlamaContextSize(tokens, most, batch, Math.Clamp(options.MicroBatchSize, Math.Min(texts, batch), batch), texts);
    }

    /// <summary>The longest text whose cache fits into this machine.</summary>
    internal static int MostTokens(GgufModel model) =>
        (int)Math.Min(model.ContextLength, model.KeyValueBytesPerToken == 0 ? int.MaxValue : Spendable / model.KeyValueBytesPerToken / Padding * Padding);

    /// <summary>llama.cpp asserts on what does not fit, so it is refused here.</summary>
    internal void Check(IReadOnlyList<int[]> sequences, int vocabularySize)
    {
        if (sequences.Count < 1 || sequences.Count > Texts)
            throw new ArgumentException($"{sequences.Count} texts; a call takes 1 to {Texts}.", nameof(sequences));
        var total = 0;
        foreach (var tokens in sequences)
        {
            if (tokens.Length < 1 || tokens.Length > TextTokens)
                throw new ArgumentException($"A text of {tokens.Length} tokens; the context takes 1 to {TextTokens}.", nameof(sequences));
            if (tokens.AsSpan().ContainsAnyExceptInRange(0, vocabularySize - 1))
                throw new ArgumentException("A token that the vocabulary does not have.", nameof(sequences));
            total += tokens.Length;
        }

        if (total > Tokens)
            throw new ArgumentException($"{total} tokens; a call takes {Tokens}.", nameof(sequences));
    }

    private static long Spendable => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    private static int Pad(int tokens) => (tokens + Padding - 1) / Padding * Padding;
}
