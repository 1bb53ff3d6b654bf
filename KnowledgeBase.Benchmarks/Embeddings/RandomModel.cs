using System.Text;

namespace KnowledgeBase.Benchmarks.Embeddings;

/// <summary>
/// GGUF files with the exact shapes of Qwen3-Embedding and random weights: how fast a model is does not depend on what it
/// has learned. Their vocabulary has one token per byte, so that a text of n - 1 characters has n tokens.
/// </summary>
internal sealed class RandomModel
{
    private const int Alignment = 32;
    private const int Vocabulary = 151_669;
    private const int HeadLength = 128;

    private readonly (string Name, int Layers, int Width, int FeedForward, int Heads, int KeyHeads, uint FileType) _shape;
    private readonly List<(string Name, ulong[] Shape, Weights Type)> _tensors = [];

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
        model.AddTensors();
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        using var writer = new BinaryWriter(file);
        model.Write(writer);
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

    private void Add(string name, Weights type, params int[] shape) => _tensors.Add((name + ".weight", [.. shape.Select(size => (ulong)size)], type));

    private void Write(BinaryWriter writer)
    {
        var keys = Keys();
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)keys.Count);
        foreach (var (key, value) in keys)
        {
            WriteText(writer, key);
            WriteValue(writer, value);
        }

        ulong offset = 0;
        foreach (var (name, shape, type) in _tensors)
        {
            WriteText(writer, name);
            writer.Write((uint)shape.Length);
            Array.ForEach(shape, writer.Write);
            writer.Write(type.Id);
            writer.Write(offset);
            offset += (Size(shape, type) + Alignment - 1) / Alignment * Alignment;
        }

        foreach (var (_, shape, type) in _tensors)
        {
            Pad(writer);
            WriteWeights(writer, shape, type);
        }

        Pad(writer);
    }

    private Dictionary<string, object> Keys()
    {
        var (name, layers, width, feedForward, heads, keyHeads, fileType) = _shape;
        string[] bytes = [.. Enumerable.Range(0, 256).Select(Printable)];
        string[] tokens = [.. bytes, "<|endoftext|>", .. Enumerable.Range(0, Vocabulary - 257).Select(index => $"<filler{index}>")];
        return new Dictionary<string, object>
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

        // GPT-2's printable stand-ins for bytes.
        static string Printable(int value)
        {
            static bool IsItself(int value) => value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            return ((char)(IsItself(value) ? value : 0x100 + Enumerable.Range(0, value).Count(before => !IsItself(before)))).ToString();
        }
    }

    private static ulong Size(ulong[] shape, Weights type) => shape.Aggregate(1UL, (product, size) => product * size) / (ulong)type.Values * (ulong)type.Bytes;

    /// <summary>Random blocks, the same thousand over and over, scaled so that states stay finite.</summary>
    private static void WriteWeights(BinaryWriter writer, ulong[] shape, Weights type)
    {
        var left = (long)Size(shape, type);
        var pattern = new byte[1024 * type.Bytes];
        if (type == Weights.F32)
        {
            Enumerable.Range(0, 1024).SelectMany(_ => BitConverter.GetBytes(1f)).ToArray().CopyTo(pattern, 0);
        }
        else
        {
            new Random(1).NextBytes(pattern);
            var scale = BitConverter.GetBytes((Half)(0.01 / Math.Sqrt(shape[0])));
            for (var block = 0; block < 1024; block++)
            {
                Array.ForEach(type.Scales, at => scale.CopyTo(pattern, (block * type.Bytes) + at));
            }
        }

        for (; left > 0; left -= pattern.Length)
        {
            writer.Write(pattern, 0, (int)Math.Min(left, pattern.Length));
        }
    }

    private static void Pad(BinaryWriter writer)
    {
        writer.Flush();
        writer.Write(new byte[(Alignment - (writer.BaseStream.Position % Alignment)) % Alignment]);
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void WriteValue(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case uint number: writer.Write(4u); writer.Write(number); break;
            case float number: writer.Write(6u); writer.Write(number); break;
            case bool flag: writer.Write(7u); writer.Write(flag); break;
            case string text: writer.Write(8u); WriteText(writer, text); break;
            case string[] texts: writer.Write(9u); writer.Write(8u); writer.Write((ulong)texts.Length); Array.ForEach(texts, text => WriteText(writer, text)); break;
            case int[] numbers: writer.Write(9u); writer.Write(5u); writer.Write((ulong)numbers.Length); Array.ForEach(numbers, writer.Write); break;
            default: throw new NotSupportedException(value.GetType().Name);
        }
    }
}
