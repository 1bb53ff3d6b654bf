namespace KnowledgeBase.Core.Embeddings;

/// <summary>Everything that decides what a vector means. Vectors of two identities are never compared.</summary>
/// <param name="Instruction">Put before every chunk; "" for none.</param>
public sealed record EmbeddingIdentity(
    string ModelSha256, string ModelName, string Pooling, string Instruction, int Dimensions, int ChunkerVersion)
{
    /// <summary>The identity of chunks embedded now, with the loaded model.</summary>
    public static EmbeddingIdentity Of(EmbeddingModelInfo model, string documentInstruction, int chunkerVersion) =>
        new(model.Sha256, model.Name, model.Pooling, documentInstruction, model.Dimensions, chunkerVersion);
}
