using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    // Pinned, so that the first row can begin at a cache line and stay there; every other row then does too.
    private readonly sbyte[] _codes;
    private readonly int _begin;
    private readonly int _stride;
    private readonly Row[] _rows;

    /// <param name="vectors">Stored form of each vector (<see cref="VectorBlob"/>), all of the same length.</param>
    public VectorCodes(IReadOnlyList<(long ChunkId, byte[] Value)> vectors)
    {
        Dimensions = vectors[0].Value.Length / 2;
        _stride = StrideOf(Dimensions);
        _codes = GC.AllocateUninitializedArray<sbyte>((_stride * vectors.Count) + CodeKernel.Block, pinned: true);
        _begin = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_codes, 0) & (CodeKernel.Block - 1));
        _rows = new Row[vectors.Count];
        var values = new float[Dimensions];
        for (var i = 0; i < vectors.Count; i++)
        {
            VectorBlob.Decode(vectors[i].Value, values);
            _rows[i] = Quantise(vectors[i].ChunkId, values, CodesOf(i));
        }
    }

    public int Dimensions { get; }

    public int Count => _rows.Length;

    public IEnumerable<long> Ids => _rows.Select(row => row.ChunkId);

    public static int StrideOf(int dimensions) => (dimensions + CodeKernel.Block - 1) / CodeKernel.Block * CodeKernel.Block;

    /// <summary>Bytes of what is kept beside each vector's codes.</summary>
    public static int RowBytes => Unsafe.SizeOf<Row>();

    /// <summary>Bytes in memory: codes, and scale, bounds and number of each vector.</summary>
    public long Bytes => _codes.LongLength + (_rows.LongLength * Unsafe.SizeOf<Row>());

    /// <summary>
    /// Shows every vector's bounds to the candidates of each query. A row is read from memory once for all queries, which
    /// is what a scan's time goes into.
    /// </summary>
    /// <param name="candidates">As many as <paramref name="queries"/>, in their order.</param>
    /// <param name="among">Only these vectors are compared; null for all.</param>
    public void Scan(ReadOnlySpan<QuantisedQuery> queries, ReadOnlySpan<Candidates> candidates, IReadOnlySet<long>? among = null)
    {
        foreach (var query in queries)
        {
            if (query.Dimensions != Dimensions)
            {
                throw new ArgumentException($"The query has {query.Dimensions} dimensions, the document {Dimensions}.", nameof(queries));
            }
        }

        for (var i = 0; i < _rows.Length; i++)
        {
            ref readonly var row = ref _rows[i];
            if (among is not null && !among.Contains(row.ChunkId))
            {
                continue;
            }

            var codes = CodesOf(i);
            for (var j = 0; j < queries.Length; j++)
            {
                var query = queries[j];
                var score = CodeKernel.Dot(codes, query.Codes) * (row.Scale * query.Scale);
                candidates[j].Add(row.ChunkId, score, (row.Residual * query.Norm) + (row.Reach * query.Error));
            }
        }
    }

    private Span<sbyte> CodesOf(int row) => _codes.AsSpan(_begin + (row * _stride), _stride);

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
