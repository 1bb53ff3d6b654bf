namespace KnowledgeBase.Tests.Llama;

/// <summary>The sizes of a Qwen3 embedding model, and what its file says of them.</summary>
/// <param name="FileType">llama.cpp's number of the mixture of types: 0 for F32, 7 for Q8_0, 15 for Q4_K_M.</param>
internal sealed record Qwen3Shape(string Name, int Layers, int Width, int FeedForward, int Heads, int KeyHeads, int HeadLength, uint FileType)
{
    /// <summary>The 256 bytes in GPT-2's printable form.</summary>
    public static IReadOnlyList<string> ByteTokens { get; } = Bytes();

    /// <param name="kinds">Of each token: 1 usual, 3 control, 4 made up by us.</param>
    /// <param name="end">The token that ends a text, and whose state is the vector.</param>
    public void Describe(GgufWriter file, string[] tokens, int[] kinds, string[] merges, uint end)
    {
        var keys = new Dictionary<string, object>
        {
            ["general.architecture"] = "qwen3",
            ["general.name"] = Name,
            ["general.file_type"] = FileType,
            ["qwen3.block_count"] = (uint)Layers,
            ["qwen3.context_length"] = 32768u,
            ["qwen3.embedding_length"] = (uint)Width,
            ["qwen3.feed_forward_length"] = (uint)FeedForward,
            ["qwen3.attention.head_count"] = (uint)Heads,
            ["qwen3.attention.head_count_kv"] = (uint)KeyHeads,
            ["qwen3.attention.key_length"] = (uint)HeadLength,
            ["qwen3.attention.value_length"] = (uint)HeadLength,
            ["qwen3.attention.layer_norm_rms_epsilon"] = 1e-6f,
            ["qwen3.rope.freq_base"] = 1e6f,
            ["qwen3.pooling_type"] = 3u,
            ["tokenizer.ggml.model"] = "gpt2",
            ["tokenizer.ggml.pre"] = "qwen2",
            ["tokenizer.ggml.tokens"] = tokens,
            ["tokenizer.ggml.token_type"] = kinds,
            ["tokenizer.ggml.merges"] = merges,
            ["tokenizer.ggml.eos_token_id"] = end,
            ["tokenizer.ggml.padding_token_id"] = end,
            ["tokenizer.ggml.bos_token_id"] = end,
            ["tokenizer.ggml.add_bos_token"] = false,
            ["tokenizer.ggml.add_eos_token"] = true,
        };
        foreach (var (key, value) in keys)
        {
            file.Keys.Add(key, value);
        }
    }

    private static string[] Bytes()
    {
        var next = 0x100;
        return [.. Enumerable.Range(0, 256).Select(value => ((char)(value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or >= 0xAE ? value : next++)).ToString())];
    }
}
