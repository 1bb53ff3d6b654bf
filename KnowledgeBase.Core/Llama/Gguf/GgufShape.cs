namespace KnowledgeBase.Core.Llama.Gguf;

/// <summary>The numbers of a transformer that its tensors must fit; see llama.cpp's src/models/qwen3.cpp and eurobert.cpp.</summary>
internal sealed record GgufShape(
    string Architecture, int LayerCount, int ContextLength, int EmbeddingLength, int FeedForwardLength, int Heads, int KeyValueHeads, int HeadLength)
{
    internal const string Qwen3 = "qwen3";
    internal const string EuroBert = "eurobert";

    internal bool IsQwen3 => string.Equals(Architecture, Qwen3, StringComparison.Ordinal);

    private static readonly string[] CommonKeys =
    [
        "block_count", "context_length", "embedding_length", "feed_forward_length", "attention.head_count", "attention.head_count_kv",
        "attention.key_length", "attention.value_length", "attention.layer_norm_rms_epsilon", "attention.causal",
        "rope.freq_base", "rope.dimension_count", "pooling_type", "vocab_size",
    ];

    internal static GgufShape ReadQwen3(GgufMetadata metadata)
    {
        var shape = Read(metadata, Qwen3, headLength: metadata.GetNumber($"{Qwen3}.attention.key_length", 2, 1024));
        return metadata.TryGet<bool>($"{Qwen3}.attention.causal", out var causal) && !causal
            ? throw new LlamaException(LlamaException.ModelUnsupported, "A qwen3 model without causal attention is not supported.")
            : shape;
    }

    internal static GgufShape ReadEuroBert(GgufMetadata metadata)
    {
        if (metadata.Get<bool>($"{EuroBert}.attention.causal"))
            throw new LlamaException(LlamaException.ModelUnsupported, "A eurobert model with causal attention is not supported.");
        return Read(metadata, EuroBert, headLength: null);
    }

    private static GgufShape Read(GgufMetadata metadata, string architecture, int? headLength)
    {
        // A key that is not known may change the graph in a way that these checks do not cover (experts, scaling, ...).
        var prefix = architecture + ".";
        var unknown = metadata.Keys.FirstOrDefault(key =>
            key.StartsWith(prefix, StringComparison.Ordinal) && !CommonKeys.Contains(key[prefix.Length..], StringComparer.Ordinal));
        if (unknown is not null)
            throw new LlamaException(LlamaException.ModelUnsupported, $"The key {unknown} is not supported.");

        int Number(string key, int most) => metadata.GetNumber(prefix + key, 1, most);
        var embeddingLength = Number("embedding_length", 65536);
        var heads = Number("attention.head_count", 1024);
        var keyValueHeads = Number("attention.head_count_kv", 1024);
        if (heads % keyValueHeads != 0)
            throw GgufReader.Damaged($"{heads} attention heads do not share {keyValueHeads} key heads evenly");
        if (headLength is null && embeddingLength % heads != 0)
            throw GgufReader.Damaged($"{embeddingLength} values are not divided evenly by {heads} attention heads");
        var length = headLength ?? (embeddingLength / heads);
        CheckHeadLength(metadata, prefix, length);
        CheckFraction(metadata, prefix + "attention.layer_norm_rms_epsilon", least: 0, most: 1);
        CheckFraction(metadata, prefix + "rope.freq_base", least: 1, most: 1e9f);
        return new GgufShape(
            architecture, Number("block_count", 256), Number("context_length", 1 << 20), embeddingLength,
            Number("feed_forward_length", 1 << 20), heads, keyValueHeads, length);
    }

    private static void CheckHeadLength(GgufMetadata metadata, string prefix, int length)
    {
        if (length % 2 != 0)
            throw GgufReader.Damaged($"the attention heads have an odd length ({length})");
        foreach (var key in (string[])["attention.key_length", "attention.value_length", "rope.dimension_count"])
        {
            if (metadata.TryGet<uint>(prefix + key, out var value) && value != length)
                throw GgufReader.Damaged($"{prefix}{key} is {value}, not {length}");
        }

        if (metadata.Contains(prefix + "attention.key_length") != metadata.Contains(prefix + "attention.value_length"))
            throw GgufReader.Damaged($"{prefix}attention.key_length and value_length do not come together");
    }

    private static void CheckFraction(GgufMetadata metadata, string key, float least, float most)
    {
        var value = metadata.Get<float>(key);
        if (!(value >= least && value <= most))
            throw GgufReader.Damaged($"{key} is {value}");
    }
}
