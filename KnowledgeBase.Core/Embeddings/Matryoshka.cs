using System.Numerics.Tensors;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>Vectors whose first values are a shorter vector of the same text.</summary>
internal static class Matryoshka
{
    /// <summary>The first values of a raw vector, L2-normalised; null when they have no direction (NaN, infinite, all zero).</summary>
    internal static float[]? Cut(ReadOnlySpan<float> raw, int dimensions)
    {
        var kept = raw[..dimensions];
        var norm = TensorPrimitives.Norm(kept);
        if (!float.IsFinite(norm) || norm <= 0)
            return null;
        var vector = new float[dimensions];
        TensorPrimitives.Divide(kept, norm, vector);
        return vector;
    }
}
