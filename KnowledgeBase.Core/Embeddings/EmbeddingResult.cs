namespace KnowledgeBase.Core.Embeddings;

/// <summary>What came of an <see cref="EmbeddingRequest"/>, in the order of its inputs.</summary>
/// <param name="Vectors">L2-normalised.</param>
public sealed record EmbeddingResult(IReadOnlyList<float[]> Vectors, IReadOnlyList<TokenUse> Tokens);

/// <summary>Tokens of one input, prefix and end token included.</summary>
/// <param name="Given">What the input has.</param>
/// <param name="Used">What was embedded.</param>
public readonly record struct TokenUse(int Given, int Used)
{
    public bool IsTruncated => Used < Given;
}
