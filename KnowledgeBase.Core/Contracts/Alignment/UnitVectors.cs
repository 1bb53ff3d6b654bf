using KnowledgeBase.Core.Contracts.Segmentation;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Core.Contracts.Alignment;

/// <summary>The model's vectors of clauses, by their text. Asked for at once, before the comparison, which then is plain computing.</summary>
internal sealed class UnitVectors
{
    private const int MostTexts = 600;
    private readonly Dictionary<string, float[]> _vectors;

    private UnitVectors(Dictionary<string, float[]> vectors) => _vectors = vectors;

    /// <returns>Null when there is no model, or too much for it to be asked about.</returns>
    public static async Task<UnitVectors?> LoadAsync(IEmbeddingEngine? engine, DocumentText a, DocumentText b, CancellationToken cancellationToken)
    {
        if (engine is null || engine.Status.State != EmbeddingEngineState.Ready) return null;
        var (x, y) = (Texts(a), Texts(b));
        // What stands in both word for word needs no vector.
        var texts = x.Except(y, StringComparer.Ordinal).Concat(y.Except(x, StringComparer.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (texts.Count is 0 or > MostTexts) return null;
        var vectors = await engine.EmbedAsync(texts, EmbeddingPriority.Query, null, cancellationToken);
        return new UnitVectors(texts.Zip(vectors).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
    }

    /// <summary>Cosine of two clauses; 0 when one was not embedded.</summary>
    public double Cosine(AlignedUnit a, AlignedUnit b) => Find(a, b) ?? 0;

    public double? Find(AlignedUnit a, AlignedUnit b)
    {
        if (!_vectors.TryGetValue(a.Clause.Text, out var x) || !_vectors.TryGetValue(b.Clause.Text, out var y)) return null;
        return Math.Round(System.Numerics.Tensors.TensorPrimitives.Dot(x, y), 4);
    }

    private static List<string> Texts(DocumentText document) =>
        [.. ClauseSegmenter.Split(document, "x").Where(unit => !unit.Outside && unit.Text.Length > 0).Select(unit => unit.Text).Distinct(StringComparer.Ordinal)];
}
