namespace KnowledgeBase.Core.Embeddings;

/// <summary>An input that cannot be embedded; nothing of its request was.</summary>
/// <param name="index">Place of the input in the request, from 0.</param>
public sealed class EmbeddingInputException(string code, int index, int tokens, int limit, string detail) : Exception(detail)
{
    /// <summary>More tokens than <see cref="Limit"/>.</summary>
    public const string TooLong = "input_too_long";

    /// <summary>A token id that the model's vocabulary does not have; <see cref="Tokens"/> is the id, <see cref="Limit"/> the size of the vocabulary.</summary>
    public const string UnknownToken = "token_unknown";

    public string Code { get; } = code;

    public int Index { get; } = index;

    public int Tokens { get; } = tokens;

    public int Limit { get; } = limit;
}
