using System.Buffers.Binary;
using System.Text;

namespace KnowledgeBase.Core.Llama.Gguf;

/// <summary>
/// The primitive values of a GGUF file. Every length is held against the bytes that are left before anything is
/// allocated for it.
/// </summary>
internal sealed class GgufReader(Stream stream, long length)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _scalar = new byte[8];

    internal long Position { get; private set; }

    internal uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Fill(4));

    internal ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Fill(8));

    /// <summary>A count or length, at most <paramref name="most"/> and no more than what the file can still hold.</summary>
    internal int ReadCount(string what, int most, int smallestItem)
    {
        var count = ReadUInt64();
        if (count > (ulong)most || count * (ulong)smallestItem > (ulong)(length - Position))
            throw Damaged($"{what} is impossible ({count})");
        return (int)count;
    }

    internal byte[] ReadBytes(int count)
    {
        if (count > length - Position)
            throw Damaged("it ends too early");
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        Position += count;
        return bytes;
    }

    internal string ReadString(string what, int most)
    {
        var bytes = ReadBytes(ReadCount($"the length of {what}", most, 1));
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Damaged($"{what} is not UTF-8");
        }
    }

    internal static LlamaException Damaged(string what) =>
        new(LlamaException.ModelDamaged, $"The model file is damaged: {what}.");

    private ReadOnlySpan<byte> Fill(int count)
    {
        if (count > length - Position)
            throw Damaged("it ends too early");
        var span = _scalar.AsSpan(0, count);
        stream.ReadExactly(span);
        Position += count;
        return span;
    }
}
