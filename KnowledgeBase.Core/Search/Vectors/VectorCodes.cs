using System.Numerics.Tensors;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>
/// One document's vectors as int8 codes with a scale each: a quarter of the memory of floats, and of the time of a scan.
/// A segment never changes; a document that is read again gets a new one, and what is deleted is dropped whole, so that
/// there is nothing to compact. The norm of what the codes leave out is kept, and with it (Cauchy-Schwarz) an upper and
/// a lower bound of every true score is known.
/// </summary>
internal sealed class VectorCodes
{
    private readonly sbyte[] _codes;
    private readonly int _stride;
    private readonly Row[] _rows;

    /// <param name="vectors">Stored form of each vector (<see cref="VectorBlob"/>), all of the same length.</param>
    public VectorCodes(IReadOnlyList<(long ChunkId, byte[] Value)> vectors)
    {
        Dimensions = vectors[0].Value.Length / 2;
        _stride = StrideOf(Dimensions);
        _codes = GC.AllocateUninitializedArray<sbyte>(_stride * vectors.Count);
        _rows = new Row[vectors.Count];
        var values = new float[Dimensions];
        for (var i = 0; i < vectors.Count; i++)
        {
            VectorBlob.Decode(vectors[i].Value, values);
            _rows[i] = Quantise(vectors[i].ChunkId, values, _codes.AsSpan(i * _stride, _stride));
        }
    }

    public int Dimensions { get; }

    public int Count => _rows.Length;

    public static int StrideOf(int dimensions) => (dimensions + CodeKernel.Block - 1) / CodeKernel.Block * CodeKernel.Block;

    /// <summary>Shows every vector's bounds to <paramref name="candidates"/>.</summary>
    public void Scan(QuantisedQuery query, Candidates candidates)
    {
        if (query.Dimensions != Dimensions)
        {
            throw new ArgumentException($"The query has {query.Dimensions} dimensions, the document {Dimensions}.", nameof(query));
        }

        for (var i = 0; i < _rows.Length; i++)
        {
            ref readonly var row = ref _rows[i];
            var score = CodeKernel.Dot(_codes.AsSpan(i * _stride, _stride), query.Codes) * (row.Scale * query.Scale);
            candidates.Add(row.ChunkId, score, (row.Residual * query.Norm) + (row.Reach * query.Error));
        }
    }

    private static Row Quantise(long chunkId, ReadOnlySpan<float> values, Span<sbyte> codes)
    {
        codes.Clear();
        var scale = MathF.Abs(values[TensorPrimitives.IndexOfMaxMagnitude(values)]) / 127;
        if (scale == 0)
        {
            return new Row(chunkId, 0, 0, 0);
        }

        var squared = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            codes[i] = (sbyte)MathF.Round(Math.Clamp(values[i] / scale, -127, 127));
            var residual = (double)values[i] - ((double)scale * codes[i]);
            squared += residual * residual;
        }

        var norm = Math.Sqrt(squared) * (1 + 1e-6);
        return new Row(chunkId, scale, (float)norm, (float)(TensorPrimitives.Norm(values) + norm));
    }

    /// <param name="Residual">Norm of the vector less its codes.</param>
    /// <param name="Reach">Norm of the vector plus <paramref name="Residual"/>: what the query's own error is multiplied with.</param>
    private readonly record struct Row(long ChunkId, float Scale, float Residual, float Reach);
}
