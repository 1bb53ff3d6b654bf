using KnowledgeBase.Tests.Llama;

namespace KnowledgeBase.Benchmarks.Embeddings;

/// <summary>
/// GGUF files with the exact shapes of Qwen3-Embedding and random weights: how fast a model is does not depend on what it
/// has learned. Their vocabulary has one token per byte, so that a text of n - 1 characters has n tokens.
/// </summary>
internal sealed class RandomModel
{
    private const int Vocabulary = 151_669;
    private const int HeadLength = 128;

    private readonly Qwen3Shape _shape;
    private readonly GgufWriter _file = new();

    private RandomModel(Qwen3Shape shape) => _shape = shape;

    /// <summary>ggml's number of the type, values and bytes of a block, and the offsets in it of 16-bit scales.</summary>
    private sealed record Weights(uint Id, int Values, int Bytes, params int[] Scales)
    {
        public static readonly Weights F32 = new(0, 1, 4);
        public static readonly Weights Q8 = new(8, 32, 34, 0);
        public static readonly Weights Q4K = new(12, 256, 144, 0, 2);
        public static readonly Weights Q6K = new(14, 256, 210, 208);
    }

    /// <param name="shape">0.6b (Q8_0) or 4b (Q4_K_M).</param>
    public static void Write(string shape, string path)
    {
        var model = new RandomModel(shape switch
        {
            "0.6b" => new Qwen3Shape("Random 0.6B shape", 28, 1024, 3072, 16, 8, HeadLength, 7),
            "4b" => new Qwen3Shape("Random 4B shape", 36, 2560, 9728, 32, 8, HeadLength, 15),
            _ => throw new ArgumentException("The shape is 0.6b or 4b.", nameof(shape)),
        });
        string[] tokens = [.. Qwen3Shape.ByteTokens, "<|endoftext|>", .. Enumerable.Range(0, Vocabulary - 257).Select(index => $"<filler{index}>")];
        model._shape.Describe(model._file, tokens, [.. Enumerable.Repeat(1, 256), 3, .. Enumerable.Repeat(4, Vocabulary - 257)], [], 256);
        model.AddTensors();
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        model._file.Write(file);
        Console.WriteLine($"{path}: {file.Length:N0} bytes");
    }

    private void AddTensors()
    {
        var (_, layers, width, feedForward, heads, keyHeads, _, fileType) = _shape;
        var (usual, better) = fileType == 7 ? (Weights.Q8, Weights.Q8) : (Weights.Q4K, Weights.Q6K);
        Add("token_embd", better, width, Vocabulary);
        Add("output_norm", Weights.F32, width);
        for (var layer = 0; layer < layers; layer++)
        {
            // llama.cpp's own mixture: these two are finer in the first and last eighth and in every third layer between.
            var finer = layer < layers / 8 || layer >= 7 * layers / 8 || (layer - (layers / 8)) % 3 == 2 ? better : usual;
            void AddToLayer(string name, Weights type, params int[] shape) => Add($"blk.{layer}.{name}", type, shape);
            AddToLayer("attn_norm", Weights.F32, width);
            AddToLayer("attn_q", usual, width, heads * HeadLength);
            AddToLayer("attn_k", usual, width, keyHeads * HeadLength);
            AddToLayer("attn_v", finer, width, keyHeads * HeadLength);
            AddToLayer("attn_output", usual, heads * HeadLength, width);
            AddToLayer("attn_q_norm", Weights.F32, HeadLength);
            AddToLayer("attn_k_norm", Weights.F32, HeadLength);
            AddToLayer("ffn_norm", Weights.F32, width);
            AddToLayer("ffn_gate", usual, width, feedForward);
            AddToLayer("ffn_up", usual, width, feedForward);
            AddToLayer("ffn_down", finer, feedForward, width);
        }
    }

    private void Add(string name, Weights type, params int[] sizes)
    {
        ulong[] shape = [.. sizes.Select(size => (ulong)size)];
        _file.Tensors.Add(new GgufWriter.Tensor(name + ".weight", shape, type.Id, Blocks(shape, type)) { Repeated = (long)Size(shape, type) });
    }

    private static ulong Size(ulong[] shape, Weights type) => shape.Aggregate(1UL, (product, size) => product * size) / (ulong)type.Values * (ulong)type.Bytes;

    /// <summary>Random blocks, a thousand of them, scaled so that states stay finite.</summary>
    private static byte[] Blocks(ulong[] shape, Weights type)
    {
        var blocks = new byte[1024 * type.Bytes];
        if (type == Weights.F32)
        {
            Enumerable.Range(0, 1024).SelectMany(_ => BitConverter.GetBytes(1f)).ToArray().CopyTo(blocks, 0);
            return blocks;
        }

        new Random(1).NextBytes(blocks);
        var scale = BitConverter.GetBytes((Half)(0.01 / Math.Sqrt(shape[0])));
        for (var block = 0; block < 1024; block++)
        {
            Array.ForEach(type.Scales, at => scale.CopyTo(blocks, (block * type.Bytes) + at));
        }

        return blocks;
    }
}
