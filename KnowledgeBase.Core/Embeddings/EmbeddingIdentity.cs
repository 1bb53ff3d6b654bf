namespace KnowledgeBase.Core.Embeddings;

/// <summary>Everything that decides what a vector means. Vectors of two identities are never compared.</summary>
/// <param name="Instruction">Put before every chunk; "" for none.</param>
public sealed record EmbeddingIdentity(
    string ModelSha256, string ModelName, string Pooling, string Instruction, int Dimensions, int ChunkerVersion)
{
    /// <summary>The identity of chunks embedded now, with the loaded model.</summary>
    /// <param name="dimensions">The collection's choice; 0, or more than the model gives: all that it gives.</param>
    public static EmbeddingIdentity Of(EmbeddingModelInfo model, string documentInstruction, int chunkerVersion, int dimensions) => new(
        model.Sha256, model.Name, model.Pooling, documentInstruction, dimensions == 0 ? model.Dimensions : Math.Min(dimensions, model.Dimensions), chunkerVersion);
}
