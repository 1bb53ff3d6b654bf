namespace KnowledgeBase.Core.Llama.Gguf;

/// <summary>Exactly the tensors that the architecture needs, in exactly the shapes that its numbers give.</summary>
internal static class GgufTensorSet
{
    internal static void Check(GgufFile file, GgufShape shape, int vocabularySize)
    {
        var expected = Expected(shape, vocabularySize);
        foreach (var tensor in file.Tensors)
        {
            if (!expected.Remove(tensor.Name, out var wanted))
            {
                // The output projection is optional: small models share it with the token table.
                if (!string.Equals(tensor.Name, "output.weight", StringComparison.Ordinal) || !shape.IsQwen3)
                    throw new LlamaException(LlamaException.ModelUnsupported, $"The tensor {tensor.Name} is not part of a {shape.Architecture} model.");
                wanted = [shape.EmbeddingLength, vocabularySize];
            }

            if (!tensor.Shape.SequenceEqual(wanted))
                throw GgufReader.Damaged($"the tensor {tensor.Name} is [{string.Join(", ", tensor.Shape)}], not [{string.Join(", ", wanted)}]");
            if (wanted.Length == 1 && tensor.Type.Id != 0)
                throw GgufReader.Damaged($"the tensor {tensor.Name} is {tensor.Type.Name}, not F32");
        }

        if (expected.Count > 0)
            throw GgufReader.Damaged($"the tensor {expected.Keys.First()} is missing");
    }

    private static Dictionary<string, long[]> Expected(GgufShape shape, int vocabularySize)
    {
        long width = shape.EmbeddingLength, queries = (long)shape.Heads * shape.HeadLength, keys = (long)shape.KeyValueHeads * shape.HeadLength;
        var expected = new Dictionary<string, long[]>(StringComparer.Ordinal)
        {
            ["token_embd.weight"] = [width, vocabularySize],
            ["output_norm.weight"] = [width],
        };
        for (var layer = 0; layer < shape.LayerCount; layer++)
        {
            void Add(string name, params long[] lengths) => expected.Add($"blk.{layer}.{name}.weight", lengths);
            Add("attn_norm", width);
            Add("attn_q", width, queries);
            Add("attn_k", width, keys);
            Add("attn_v", width, keys);
            Add("attn_output", queries, width);
            Add("ffn_norm", width);
            Add("ffn_gate", width, shape.FeedForwardLength);
            Add("ffn_up", width, shape.FeedForwardLength);
            Add("ffn_down", shape.FeedForwardLength, width);
            if (shape.IsQwen3)
            {
                Add("attn_q_norm", shape.HeadLength);
                Add("attn_k_norm", shape.HeadLength);
            }
        }

        return expected;
    }
}
