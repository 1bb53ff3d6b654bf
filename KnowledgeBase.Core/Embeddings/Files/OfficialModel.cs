namespace KnowledgeBase.Core.Embeddings.Files;

/// <summary>A GGUF file that the makers of Qwen3-Embedding publish.</summary>
/// <param name="Repository">Its name on both hubs.</param>
/// <param name="Revision">The commit on Hugging Face that has this file.</param>
/// <param name="Sha256">Lower-case hex; null where it is not known: such a file is never downloaded.</param>
public sealed record OfficialModel(string Repository, string Revision, string FileName, string Size, string Quantization, long SizeBytes, string? Sha256)
{
    private const string Revision06 = "370f27d7550e0def9b39c1f16d3fbaa13aa67728";
    private const string Revision4 = "f4602530db1d980e16da9d7d3a70294cf5c190be";

    public static IReadOnlyList<OfficialModel> All { get; } =
    [
        new("Qwen/Qwen3-Embedding-0.6B-GGUF", Revision06, "Qwen3-Embedding-0.6B-Q8_0.gguf", "0.6B", "Q8_0", 639_150_592, "06507c7b42688469c4e7298b0a1e16deff06caf291cf0a5b278c308249c3e439"),
        new("Qwen/Qwen3-Embedding-0.6B-GGUF", Revision06, "Qwen3-Embedding-0.6B-f16.gguf", "0.6B", "F16", 1_197_629_632, "421a27e58d165478cc7acb984a688c2aa41404968b0203e7cd743ece44c54340"),
        new("Qwen/Qwen3-Embedding-4B-GGUF", Revision4, "Qwen3-Embedding-4B-Q4_K_M.gguf", "4B", "Q4_K_M", 2_496_703_776, "2b0cf8f17b4c723c27303015383c27ec4bf2d8314bb677d05e920dd70bb0f16b"),
        new("Qwen/Qwen3-Embedding-4B-GGUF", Revision4, "Qwen3-Embedding-4B-Q5_K_M.gguf", "4B", "Q5_K_M", 2_888_936_736, "9fd05563211c2d69d74abb8769fa92983a102d11575b2517a119b0037dff217c"),
        new("Qwen/Qwen3-Embedding-4B-GGUF", Revision4, "Qwen3-Embedding-4B-Q6_K.gguf", "4B", "Q6_K", 3_305_684_256, "7e7693eb2503fff2050a0bd45ce7e4f08c617a3bbe0b5ee25896113d97a9fe51"),
        new("Qwen/Qwen3-Embedding-4B-GGUF", Revision4, "Qwen3-Embedding-4B-Q8_0.gguf", "4B", "Q8_0", 4_279_660_224, "b60ae5ce2dd6a0b77f82cadf21def1f310a3e10cde380ad0081b07a9d416949d"),
        new("Qwen/Qwen3-Embedding-4B-GGUF", Revision4, "Qwen3-Embedding-4B-f16.gguf", "4B", "F16", 8_049_889_824, "e8b4e85c8fcc26079d27418cf8d6a16df1a09890cba0966324a97280f91e782c"),
        new("Qwen/Qwen3-Embedding-8B-GGUF", "main", "Qwen3-Embedding-8B-Q4_K_M.gguf", "8B", "Q4_K_M", 4_676_804_928, null),
    ];
}
