using System.Numerics.Tensors;

namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>A query as 13-bit integers for the scan, with what is needed to bound the error of every score.</summary>
internal sealed class QuantisedQuery
{
    private const int Steps = 4095;

    /// <param name="vector">The query's values; the very ones that candidates are rescored with.</param>
    public QuantisedQuery(ReadOnlySpan<float> vector)
    {
        Dimensions = vector.Length;
        Codes = new short[VectorCodes.StrideOf(vector.Length)];
        Norm = TensorPrimitives.Norm(vector);
        var greatest = vector.IsEmpty ? 0 : MathF.Abs(vector[TensorPrimitives.IndexOfMaxMagnitude(vector)]);
        Scale = greatest / Steps;
        var squared = 0.0;
        for (var i = 0; i < vector.Length; i++)
        {
            Codes[i] = Scale > 0 ? (short)MathF.Round(vector[i] / Scale) : (short)0;
            var residual = (double)vector[i] - ((double)Scale * Codes[i]);
            squared += residual * residual;
        }

        // Besides what the integers leave out: the rounding of the float dot product that rescoring uses, which adds the
        // products up in at least eight lanes.
        var rounding = Norm * ((vector.Length / 8) + 16) * 1.2e-7;
        Error = (float)((Math.Sqrt(squared) * (1 + 1e-6)) + rounding);
    }

    public int Dimensions { get; }

    /// <summary>Padded with zeros to a multiple of <see cref="CodeKernel.Block"/>.</summary>
    public short[] Codes { get; }

    public float Scale { get; }

    public float Norm { get; }

    /// <summary>Greatest error of a score per unit of the other vector's norm.</summary>
    public float Error { get; }
}
