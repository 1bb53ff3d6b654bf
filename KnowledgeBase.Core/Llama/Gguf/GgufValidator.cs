namespace KnowledgeBase.Core.Llama.Gguf;

/// <summary>
/// Decides whether a file may reach llama.cpp at all. llama.cpp answers many wrong files with abort() or a crash of the
/// process, and some with silently wrong vectors; so only what is known to be right passes.
/// </summary>
internal static class GgufValidator
{
    private const string DimensionsKey = "knowledgebase.dimensions";

    /// <exception cref="LlamaException">model_missing, model_damaged, model_not_embedding or model_unsupported.</exception>
    internal static GgufModel Validate(string path)
    {
        var file = GgufFile.Read(path);
        var metadata = file.Metadata;
        if (metadata.TryGet<ushort>("split.count", out var parts) && parts > 1)
            throw new LlamaException(LlamaException.ModelUnsupported, $"The file is one of {parts} parts of a model; join them with llama-gguf-split --merge.");

        var architecture = metadata.Get<string>("general.architecture");
        var shape = architecture switch
        {
            GgufShape.Qwen3 => GgufShape.ReadQwen3(metadata),
            GgufShape.EuroBert => GgufShape.ReadEuroBert(metadata),
            _ => throw new LlamaException(LlamaException.ModelUnsupported, $"The architecture {architecture} is not supported; qwen3 and eurobert are."),
        };
        var pooling = Pooling(metadata, architecture);
        var vocabulary = GgufVocabulary.Check(metadata, architecture);
        GgufTensorSet.Check(file, shape, vocabulary.Size);

        var dimensions = metadata.Contains(DimensionsKey) ? metadata.GetNumber(DimensionsKey, 1, shape.EmbeddingLength) : shape.EmbeddingLength;
        var isCausal = string.Equals(architecture, GgufShape.Qwen3, StringComparison.Ordinal);
        return new GgufModel(
            metadata.TryGet<string>("general.name", out var name) ? name : Path.GetFileNameWithoutExtension(path),
            architecture,
            GgufTensorType.FileTypeName(metadata.TryGet<uint>("general.file_type", out var fileType) ? fileType : null),
            pooling,
            isCausal,
            shape.EmbeddingLength,
            dimensions,
            shape.ContextLength,
            shape.LayerCount,
            isCausal ? 2L * sizeof(short) * shape.LayerCount * shape.KeyValueHeads * shape.HeadLength : 0,
            vocabulary.Size,
            vocabulary.EndToken,
            file.Length,
            shape.FeedForwardLength,
            file.Tensors.Where(static tensor => tensor.Type.IsRepacked && tensor.Name.StartsWith("blk.", StringComparison.Ordinal)).Sum(static tensor => tensor.SizeBytes));
    }

    private static LlamaPooling Pooling(GgufMetadata metadata, string architecture)
    {
        // Absent means a chat model: llama.cpp would load it and give no vector. 4 is a reranker's score.
        if (!metadata.TryGet<uint>($"{architecture}.pooling_type", out var pooling) || pooling is 0 or 4)
            throw new LlamaException(LlamaException.ModelNotEmbedding, $"The model makes no vectors: its file names no pooling ({architecture}.pooling_type).");
        if (pooling > 3)
            throw GgufReader.Damaged($"{architecture}.pooling_type is {pooling}");
        if (pooling == (uint)LlamaPooling.Last != string.Equals(architecture, GgufShape.Qwen3, StringComparison.Ordinal))
            throw new LlamaException(LlamaException.ModelUnsupported, $"{architecture} with pooling {pooling} is not supported.");
        return (LlamaPooling)pooling;
    }
}
