using System.Runtime.InteropServices;

namespace KnowledgeBase.Tests.Llama;

/// <summary>
/// A Qwen3 embedding model of 0.4 MB with random weights: everything that the real one has, but small. F32, so that
/// vectors made in different ways can be compared closely.
/// </summary>
internal static class TinyQwen3
{
    public const int Width = 64;
    public const int EndToken = 267;

    private const int Layers = 2;
    private const int Heads = 4;
    private const int KeyHeads = 2;
    private const int HeadLength = 16;
    private const int FeedForward = 128;
    private static readonly string[] Merges = ["t h", "th e", "i n", "e r", "a n", "o n", "Ġ a", "Ġ t", "Ġt he", "a t", "å ĲĪ"];

    public static GgufWriter Create(int seed = 1)
    {
        var file = new GgufWriter();
        foreach (var (key, value) in Keys())
        {
            file.Keys.Add(key, value);
        }

        var random = new Random(seed);
        void Add(string name, params ulong[] shape) => file.Tensors.Add(
            new GgufWriter.Tensor(name, shape, 0, shape.Length == 1 ? Ones((int)shape[0]) : Noise(random, shape)));
        Add("token_embd.weight", Width, 270);
        Add("output_norm.weight", Width);
        for (var layer = 0; layer < Layers; layer++)
        {
            var prefix = $"blk.{layer}.";
            Add(prefix + "attn_norm.weight", Width);
            Add(prefix + "attn_q.weight", Width, Heads * HeadLength);
            Add(prefix + "attn_k.weight", Width, KeyHeads * HeadLength);
            Add(prefix + "attn_v.weight", Width, KeyHeads * HeadLength);
            Add(prefix + "attn_output.weight", Heads * HeadLength, Width);
            Add(prefix + "attn_q_norm.weight", HeadLength);
            Add(prefix + "attn_k_norm.weight", HeadLength);
            Add(prefix + "ffn_norm.weight", Width);
            Add(prefix + "ffn_gate.weight", Width, FeedForward);
            Add(prefix + "ffn_up.weight", Width, FeedForward);
            Add(prefix + "ffn_down.weight", FeedForward, Width);
        }

        return file;
    }

    private static Dictionary<string, object> Keys() => new()
    {
        ["general.architecture"] = "qwen3",
        ["general.name"] = "Tiny Qwen3 Embedding",
        ["general.file_type"] = 0u,
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
        ["tokenizer.ggml.tokens"] = Tokens(),
        ["tokenizer.ggml.token_type"] = (int[])[.. Enumerable.Repeat(1, 267), 3, 3, 3],
        ["tokenizer.ggml.merges"] = Merges.ToArray(),
        ["tokenizer.ggml.eos_token_id"] = (uint)EndToken,
        ["tokenizer.ggml.padding_token_id"] = (uint)EndToken,
        ["tokenizer.ggml.bos_token_id"] = (uint)EndToken,
        ["tokenizer.ggml.add_bos_token"] = false,
        ["tokenizer.ggml.add_eos_token"] = true,
    };

    /// <summary>The 256 bytes in GPT-2's printable form, the merges, and the special tokens.</summary>
    private static string[] Tokens()
    {
        var next = 0x100;
        var bytes = Enumerable.Range(0, 256).Select(value =>
            ((char)(value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or >= 0xAE ? value : next++)).ToString());
        return [.. bytes, .. Merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)), "<|endoftext|>", "<|im_start|>", "<|im_end|>"];
    }

    private static byte[] Ones(int count) => MemoryMarshal.AsBytes<float>(Enumerable.Repeat(1f, count).ToArray()).ToArray();

    private static byte[] Noise(Random random, ulong[] shape)
    {
        var scale = 3.5f / MathF.Sqrt(shape[0]);
        var values = new float[shape[0] * shape[1]];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = (random.NextSingle() - 0.5f) * scale;
        }

        return MemoryMarshal.AsBytes<float>(values).ToArray();
    }
}
