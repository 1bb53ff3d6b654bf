using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Core.DocumentVectors;

/// <summary>Embeds a text of any length as one vector: in one piece where the model takes it, else as the mean of halves of halves.</summary>
internal static class WholeText
{
    /// <summary>Tokens that the start and the end of a sequence may take beside a text's own.</summary>
    private const int Margin = 8;

    /// <param name="identity">What the vector is to mean.</param>
    public static async Task<DocumentVector> EmbedAsync(
        IEmbeddingEngine engine, EmbeddingModelInfo model, EmbeddingIdentity identity, Guid documentId, string text, CancellationToken cancellationToken)
    {
        var parts = new List<string>();
        Split(engine, text, Math.Max(1, model.ContextSize - Margin - engine.Count(identity.Instruction)), parts);
        var result = await engine.EmbedAsync(
            EmbeddingRequest.Of(parts, EmbeddingPriority.Indexing) with
            {
                Prefix = identity.Instruction,
                Dimensions = identity.Dimensions,
                ModelSha256 = model.Sha256,
                Caller = nameof(DocumentVectors),
            },
            cancellationToken);
        var tokens = result.Tokens.Sum(use => use.Used);
        if (parts.Count == 1)
        {
            return new DocumentVector(documentId, result.Vectors[0], tokens, 1);
        }

        var sum = new float[identity.Dimensions];
        foreach (var (vector, use) in result.Vectors.Zip(result.Tokens))
        {
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(vector, (float)use.Used / tokens, sum, sum);
        }

        return new DocumentVector(
            documentId, Matryoshka.Cut(sum, sum.Length) ?? throw new EmbeddingException("engine_failed", "The parts of the text cancel each other out."), tokens, parts.Count);
    }

    /// <summary>At the line break, or else the character, that is nearest to the middle, until every part is short enough.</summary>
    private static void Split(IEmbeddingEngine engine, string text, int tokens, List<string> parts)
    {
        if (text.Length < 2 || engine.Count(text) <= tokens)
        {
            parts.Add(text);
            return;
        }

        var middle = text.Length / 2;
        var (before, after) = (text.LastIndexOf('\n', middle), text.IndexOf('\n', middle));
        var cut = after >= 0 && (before < 0 || after - middle < middle - before) ? after + 1 : before + 1;
        if (cut <= text.Length / 4 || cut >= text.Length * 3 / 4)
        {
            cut = char.IsLowSurrogate(text[middle]) ? middle + 1 : middle;
        }

        Split(engine, text[..cut], tokens, parts);
        Split(engine, text[cut..], tokens, parts);
    }
}
