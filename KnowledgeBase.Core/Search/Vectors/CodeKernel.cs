using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>
/// Integer dot product of int8 codes and a 13-bit query. A scan is bound by memory bandwidth, which the AVX-512 and AVX2
/// forms reach; the third serves every other processor. All three give the same integer.
/// </summary>
internal static class CodeKernel
{
    /// <summary>Rows are padded with zeros to a multiple of this, so that no kernel has a remainder to look after.</summary>
    public const int Block = 64;

    /// <param name="codes">A multiple of <see cref="Block"/> values.</param>
    /// <param name="query">As many values, each within ±4095: 2,560 products then stay far inside 32 bits.</param>
    public static int Dot(ReadOnlySpan<sbyte> codes, ReadOnlySpan<short> query)
    {
        if (codes.Length != query.Length || codes.Length % Block != 0)
        {
            throw new ArgumentException($"{codes.Length} codes and {query.Length} values of the query: they must be as many, and a multiple of {Block}.", nameof(codes));
        }

        ref var c = ref MemoryMarshal.GetReference(codes);
        ref var q = ref MemoryMarshal.GetReference(query);
        return Avx512BW.IsSupported ? Avx512(ref c, ref q, codes.Length)
            : Avx2.IsSupported ? Avx256(ref c, ref q, codes.Length)
            : Portable(ref c, ref q, codes.Length);
    }

    internal static int Portable(ref sbyte codes, ref short query, int length)
    {
        var sum = Vector128<int>.Zero;
        for (nuint i = 0; i < (nuint)length; i += 8)
        {
            var c = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<long>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref codes, i)))).AsSByte());
            var q = Vector128.LoadUnsafe(ref query, i);
            sum += (Vector128.WidenLower(c) * Vector128.WidenLower(q)) + (Vector128.WidenUpper(c) * Vector128.WidenUpper(q));
        }

        return Vector128.Sum(sum);
    }

    private static int Avx512(ref sbyte codes, ref short query, int length)
    {
        var (even, odd) = (Vector512<int>.Zero, Vector512<int>.Zero);
        for (nuint i = 0; i < (nuint)length; i += 64)
        {
            even += Avx512BW.MultiplyAddAdjacent(
                Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref codes, i)), Vector512.LoadUnsafe(ref query, i));
            odd += Avx512BW.MultiplyAddAdjacent(
                Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref codes, i + 32)), Vector512.LoadUnsafe(ref query, i + 32));
        }

        return Vector512.Sum(even + odd);
    }

    internal static int Avx256(ref sbyte codes, ref short query, int length)
    {
        var (even, odd) = (Vector256<int>.Zero, Vector256<int>.Zero);
        for (nuint i = 0; i < (nuint)length; i += 32)
        {
            even += Avx2.MultiplyAddAdjacent(
                Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref codes, i)), Vector256.LoadUnsafe(ref query, i));
            odd += Avx2.MultiplyAddAdjacent(
                Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref codes, i + 16)), Vector256.LoadUnsafe(ref query, i + 16));
        }

        return Vector256.Sum(even + odd);
    }
}
