using System.Buffers.Binary;
using System.IO.Compression;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Writes PNG files: 8 bits per channel, red, green, blue.</summary>
internal static class PngFile
{
    private const double PointsPerMetre = 72 / 0.0254;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(index =>
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    })];

    public static byte[] Write(int width, int height, byte[] rgb, float pixelsPerPoint)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Chunk(file, "IHDR"u8, header);
        var density = new byte[9];
        BinaryPrimitives.WriteInt32BigEndian(density, (int)Math.Round(pixelsPerPoint * PointsPerMetre));
        BinaryPrimitives.WriteInt32BigEndian(density.AsSpan(4), (int)Math.Round(pixelsPerPoint * PointsPerMetre));
        density[8] = 1;
        Chunk(file, "pHYs"u8, density);
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[(width * 3) + 1];
            for (var y = 0; y < height; y++)
            {
                // Difference to the row above: text on white becomes long runs of zeros.
                row[0] = 2;
                for (var i = 0; i < width * 3; i++) row[i + 1] = (byte)(rgb[(y * width * 3) + i] - (y == 0 ? 0 : rgb[((y - 1) * width * 3) + i]));
                zip.Write(row);
            }
        }

        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Size in points of a picture that <see cref="Write"/> made.</summary>
    public static (float Width, float Height) Points(ReadOnlySpan<byte> head)
    {
        var perPoint = BinaryPrimitives.ReadInt32BigEndian(head[41..]) / PointsPerMetre;
        return ((float)(BinaryPrimitives.ReadInt32BigEndian(head[16..]) / perPoint), (float)(BinaryPrimitives.ReadInt32BigEndian(head[20..]) / perPoint));
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(Checksum(0xFFFFFFFF, type), data));
        file.Write(number);
    }

    private static uint Checksum(uint value, ReadOnlySpan<byte> data)
    {
        foreach (var octet in data) value = Table[(value ^ octet) & 0xFF] ^ (value >> 8);
        return value;
    }
}
