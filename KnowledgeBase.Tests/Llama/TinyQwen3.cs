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
        new Qwen3Shape("Tiny Qwen3 Embedding", Layers, Width, FeedForward, Heads, KeyHeads, HeadLength, 0)
            .Describe(file, Tokens(), [.. Enumerable.Repeat(1, 267), 3, 3, 3], Merges, EndToken);
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

    /// <summary>The bytes, the merges, and the special tokens.</summary>
    private static string[] Tokens() =>
        [.. Qwen3Shape.ByteTokens, .. Merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)), "<|endoftext|>", "<|im_start|>", "<|im_end|>"];

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
