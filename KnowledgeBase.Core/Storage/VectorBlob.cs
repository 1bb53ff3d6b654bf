using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Core.Storage;

/// <summary>
/// The stored form of a vector: L2-normalised, one little-endian IEEE 754 half per dimension (2 bytes; 5,120 for 2,560
/// dimensions). Half precision changes a cosine by less than 1e-4, that is, not in the third decimal that is shown.
/// </summary>
public static class VectorBlob
{
    /// <summary>2 bytes per value.</summary>
    public static byte[] Encode(ReadOnlySpan<float> vector)
    {
        var halves = new Half[vector.Length];
        TensorPrimitives.ConvertToHalf(vector, halves);
        var bytes = new byte[2 * vector.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(2 * i), halves[i]);
        }

        return bytes;
    }

    /// <summary>Writes <c>bytes.Length / 2</c> values to <paramref name="vector"/>.</summary>
    public static void Decode(ReadOnlySpan<byte> bytes, Span<float> vector)
    {
        if (BitConverter.IsLittleEndian)
        {
            TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), vector);
            return;
        }

        for (var i = 0; i < bytes.Length / 2; i++)
        {
            vector[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
        }
    }

    /// <summary>The <c>bytes.Length / 2</c> values.</summary>
    public static float[] Decode(ReadOnlySpan<byte> bytes)
    {
        var vector = new float[bytes.Length / 2];
        Decode(bytes, vector);
        return vector;
    }

    /// <summary>CRC-32C (Castagnoli), to find silent corruption that SQLite's own check cannot.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var value in bytes[(bytes.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
