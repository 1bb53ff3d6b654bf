namespace KnowledgeBase.Core.Llama.Gguf;

/// <summary>One entry of the tensor table; <see cref="Shape"/>[0] is the row length, as in ggml.</summary>
internal sealed record GgufTensor(string Name, IReadOnlyList<long> Shape, GgufTensorType Type, ulong Offset)
{
    /// <summary>Bytes of the data, without padding.</summary>
    internal long SizeBytes => Shape[0] / Type.BlockLength * Type.BlockBytes * Rows;

    internal long Rows => Shape.Skip(1).Aggregate(1L, static (product, length) => product * length);
}
