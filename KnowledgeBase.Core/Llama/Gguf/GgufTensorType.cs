namespace KnowledgeBase.Core.Llama.Gguf;

/// <summary>The weight types that models of our architectures come in; numbers and block sizes are ggml's (ggml.h).</summary>
internal readonly record struct GgufTensorType(uint Id, string Name, int BlockLength, int BlockBytes)
{
    private static readonly Dictionary<uint, GgufTensorType> Known = new GgufTensorType[]
    {
        new(0, "F32", 1, 4), new(1, "F16", 1, 2), new(30, "BF16", 1, 2),
        new(2, "Q4_0", 32, 18), new(3, "Q4_1", 32, 20), new(6, "Q5_0", 32, 22), new(7, "Q5_1", 32, 24), new(8, "Q8_0", 32, 34),
        new(10, "Q2_K", 256, 84), new(11, "Q3_K", 256, 110), new(12, "Q4_K", 256, 144), new(13, "Q5_K", 256, 176), new(14, "Q6_K", 256, 210),
        new(20, "IQ4_NL", 32, 18), new(23, "IQ4_XS", 256, 136),
    }.ToDictionary(static type => type.Id);

    /// <summary>Whether the processor's kernels have an order of their own for it (Q4_0, Q4_K, IQ4_NL).</summary>
    internal bool IsRepacked => Id is 2 or 12 or 20;

    /// <summary>Null for integers and for types that llama.cpp cannot multiply with (it would crash, not refuse).</summary>
    internal static GgufTensorType? Find(uint id) => Known.TryGetValue(id, out var type) ? type : null;

    /// <summary>The usual name of general.file_type, such as "Q4_K_M".</summary>
    internal static string FileTypeName(uint? fileType) => fileType switch
    {
        0 => "F32",
        1 => "F16",
        2 => "Q4_0",
        3 => "Q4_1",
        7 => "Q8_0",
        8 => "Q5_0",
        9 => "Q5_1",
        10 => "Q2_K",
        11 => "Q3_K_S",
        12 => "Q3_K_M",
        13 => "Q3_K_L",
        14 => "Q4_K_S",
        15 => "Q4_K_M",
        16 => "Q5_K_S",
        17 => "Q5_K_M",
        18 => "Q6_K",
        25 => "IQ4_NL",
        30 => "IQ4_XS",
        32 => "BF16",
        _ => "unknown",
    };
}
