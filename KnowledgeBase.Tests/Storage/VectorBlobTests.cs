using System.Numerics.Tensors;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Tests.Storage;

public sealed class VectorBlobTests
{
    [Fact]
    public void IsLittleEndianHalves() => Assert.Equal([0x00, 0x3C, 0x00, 0xB8], VectorBlob.Encode([1f, -0.5f]));

    [Fact]
    public void KeepsTheThirdDecimalOfACosine()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var a = Unit(random, 2560);
            var b = Unit(random, 2560, near: a);
            var decoded = new float[2560];
            VectorBlob.Decode(VectorBlob.Encode(b), decoded);
            Assert.Equal(TensorPrimitives.Dot<float>(a, b), TensorPrimitives.Dot<float>(a, decoded), 2e-4f);
        }
    }

    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xE3069283u)] // the check value of CRC-32C
    public void ChecksumIsCrc32C(string text, uint expected) => Assert.Equal(expected, VectorBlob.Checksum(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void ChecksumFindsEverySingleFlippedBit()
    {
        var blob = VectorBlob.Encode(Unit(new Random(2), 64));
        var whole = VectorBlob.Checksum(blob);
        for (var bit = 0; bit < blob.Length * 8; bit++)
        {
            blob[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(whole, VectorBlob.Checksum(blob));
            blob[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    private static float[] Unit(Random random, int dimensions, float[]? near = null)
    {
        var vector = Enumerable.Range(0, dimensions).Select(i => (float)(random.NextDouble() - 0.5) + (10 * (near?[i] ?? 0))).ToArray();
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }
}
