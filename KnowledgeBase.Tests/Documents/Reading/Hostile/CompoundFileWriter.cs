using System.Buffers.Binary;
using System.Text;

namespace KnowledgeBase.Tests.Documents.Reading.Hostile;

/// <summary>Writes the container of old Office files: sectors of 512 bytes, streams of at least 4,096.</summary>
internal static class CompoundFileWriter
{
    private const uint End = 0xFFFFFFFE, Free = 0xFFFFFFFF;

    public static byte[] Write(params (string Name, byte[] Content)[] streams)
    {
        var sectors = new List<byte[]>();
        var next = new List<uint>();
        uint Add(byte[] content)
        {
            var first = (uint)sectors.Count;
            foreach (var part in content.Chunk(512))
            {
                sectors.Add([.. part, .. new byte[512 - part.Length]]);
                next.Add((uint)sectors.Count);
            }

            next[^1] = End;
            return first;
        }

        var entries = new List<byte[]> { Entry("Root Entry", 5, End, 0, streams.Length > 0 ? 1 : Free) };
        foreach (var (name, content) in streams)
        {
            var padded = content.Length < 4096 ? [.. content, .. new byte[4096 - content.Length]] : content;
            entries.Add(Entry(name, 2, Add(padded), padded.Length, Free, entries.Count < streams.Length ? (uint)entries.Count + 1 : Free));
        }

        var directory = Add([.. entries.SelectMany(entry => entry)]);
        var table = new byte[512];
        table.AsSpan().Fill(0xFF);
        var place = sectors.Count;
        next.Add(0xFFFFFFFD);
        for (var i = 0; i < next.Count; i++) BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(4 * i), next[i]);
        sectors.Add(table);

        var header = new byte[512];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(header);
        header.AsSpan(76).Fill(0xFF);
        foreach (var (offset, value) in ((int, uint)[])[(24, 0x0003003E), (28, 0x0009FFFE), (32, 6), (44, 1), (48, directory), (56, 4096), (60, End), (68, End), (76, (uint)place)])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(offset), value);
        }

        return [.. header, .. sectors.SelectMany(sector => sector)];
    }

    private static byte[] Entry(string name, byte type, uint start, int size, uint child, uint right = Free)
    {
        var entry = new byte[128];
        Encoding.Unicode.GetBytes(name, entry);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(64), (ushort)((name.Length + 1) * 2));
        (entry[66], entry[67]) = (type, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(68), Free);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(72), right);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(76), child);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(116), start);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(120), size);
        return entry;
    }
}
