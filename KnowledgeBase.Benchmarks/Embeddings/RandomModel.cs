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

    private readonly (string Name, int Layers, int Width, int FeedForward, int Heads, int KeyHeads, uint FileType) _shape;
    private readonly GgufWriter _file = new();

    private RandomModel((string, int, int, int, int, int, uint) shape) => _shape = shape;

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
            "0.6b" => ("Random 0.6B shape", 28, 1024, 3072, 16, 8, 7),
            "4b" => ("Random 4B shape", 36, 2560, 9728, 32, 8, 15),
            _ => throw new ArgumentException("The shape is 0.6b or 4b.", nameof(shape)),
        });
        model.AddKeys();
        model.AddTensors();
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        model._file.Write(file);
        Console.WriteLine($"{path}: {file.Length:N0} bytes");
    }

    private void AddTensors()
    {
        var (_, layers, width, feedForward, heads, keyHeads, fileType) = _shape;
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

    private void AddKeys()
    {
        var (name, layers, width, feedForward, heads, keyHeads, fileType) = _shape;
        string[] bytes = [.. Enumerable.Range(0, 256).Select(Printable)];
        string[] tokens = [.. bytes, "<|endoftext|>", .. Enumerable.Range(0, Vocabulary - 257).Select(index => $"<filler{index}>")];
        var keys = new Dictionary<string, object>
        {
            ["general.architecture"] = "qwen3",
            ["general.name"] = name,
            ["general.file_type"] = fileType,
            ["qwen3.block_count"] = (uint)layers,
            ["qwen3.context_length"] = 32768u,
            ["qwen3.embedding_length"] = (uint)width,
            ["qwen3.feed_forward_length"] = (uint)feedForward,
            ["qwen3.attention.head_count"] = (uint)heads,
            ["qwen3.attention.head_count_kv"] = (uint)keyHeads,
            ["qwen3.attention.key_length"] = (uint)HeadLength,
            ["qwen3.attention.value_length"] = (uint)HeadLength,
            ["qwen3.attention.layer_norm_rms_epsilon"] = 1e-6f,
            ["qwen3.rope.freq_base"] = 1e6f,
            ["qwen3.pooling_type"] = 3u,
            ["tokenizer.ggml.model"] = "gpt2",
            ["tokenizer.ggml.pre"] = "qwen2",
            ["tokenizer.ggml.tokens"] = tokens,
            ["tokenizer.ggml.token_type"] = (int[])[.. Enumerable.Repeat(1, 256), 3, .. Enumerable.Repeat(4, Vocabulary - 257)],
            ["tokenizer.ggml.merges"] = (string[])[],
            ["tokenizer.ggml.eos_token_id"] = 256u,
            ["tokenizer.ggml.padding_token_id"] = 256u,
            ["tokenizer.ggml.bos_token_id"] = 256u,
            ["tokenizer.ggml.add_bos_token"] = false,
            ["tokenizer.ggml.add_eos_token"] = true,
        };
        foreach (var (key, value) in keys)
        {
            _file.Keys.Add(key, value);
        }

        // GPT-2's printable stand-ins for bytes.
        static string Printable(int value)
        {
            static bool IsItself(int value) => value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            return ((char)(IsItself(value) ? value : 0x100 + Enumerable.Range(0, value).Count(before => !IsItself(before)))).ToString();
        }
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
