using System.Buffers.Binary;
using System.Text;

namespace KnowledgeBase.Core.Documents.Reading.Office;

/// <summary>
/// The directory of an OLE compound file (old .doc and .xls, password-protected .docx): enough to say what it is, and
/// that its chains of sectors end, before a program that trusts them sees it.
/// </summary>
internal sealed class CompoundFile
{
    private const uint EndOfChain = 0xFFFFFFFE;
    private const int SmallSector = 64;
    private const int SmallStream = 4096;
    private const string Root = "Root Entry";
    private readonly byte[] _bytes;
    private readonly int _sectorShift;
    private readonly List<uint> _fatSectors = [];

    /// <exception cref="DocumentReadingException">Corrupt: a chain leads out of the file or in a circle.</exception>
    public CompoundFile(byte[] bytes)
    {
        _bytes = bytes;
        if (bytes.Length < 512) throw Damaged("too short for its header");
        _sectorShift = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(30));
        if (_sectorShift is not (9 or 12)) throw Damaged("a sector size that does not exist");
        ReadFatSectors();
        foreach (var sector in Chain(Number(48)))
        {
            var entries = Sector(sector);
            for (var offset = 0; offset + 128 <= entries.Length; offset += 128) ReadEntry(entries.AsSpan(offset, 128));
        }
    }

    /// <summary>Streams and storages by name, with the size in bytes and the first sector.</summary>
    public Dictionary<string, (uint Start, long Size)> Entries { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A whole stream; null without such a stream.</summary>
    /// <exception cref="DocumentReadingException">Corrupt: it is not all there.</exception>
    public byte[]? Read(string name)
    {
        if (!Entries.TryGetValue(name, out var entry)) return null;
        if (entry.Size > _bytes.Length) throw Damaged("a stream longer than the file");
        return entry.Size >= SmallStream || name == Root ? Joined(Chain(entry.Start).ConvertAll(Sector), entry.Size) : Small(entry.Start, entry.Size);
    }

    /// <summary>A small stream: pieces of 64 bytes inside the root's own.</summary>
    private byte[] Small(uint start, long size)
    {
        var pieces = Read(Root) ?? throw Damaged("no root");
        var table = Joined(Chain(Number(60)).ConvertAll(Sector), null);
        var parts = new List<byte[]>();
        for (var piece = start; parts.Count * SmallSector < size; piece = BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan((int)piece * 4)))
        {
            if ((piece * (long)SmallSector) + SmallSector > pieces.Length || (piece * 4L) + 4 > table.Length) throw Damaged("a small stream beyond the end");
            parts.Add(pieces[(int)(piece * SmallSector)..(int)((piece + 1) * SmallSector)]);
        }

        return Joined(parts, size);
    }

    private static byte[] Joined(List<byte[]> parts, long? size)
    {
        var all = parts.SelectMany(part => part).ToArray();
        return size is null ? all : all.Length >= size ? all[..(int)size] : throw Damaged("a stream that ends too early");
    }

    private void ReadEntry(ReadOnlySpan<byte> entry)
    {
        var nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]);
        if (entry[66] is not (1 or 2 or 5) || nameBytes is < 2 or > 64) return;
        var name = Encoding.Unicode.GetString(entry[..(nameBytes - 2)]);
        Entries.TryAdd(name, (BinaryPrimitives.ReadUInt32LittleEndian(entry[116..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[120..])));
    }

    private void ReadFatSectors()
    {
        for (var i = 0; i < 109; i++)
        {
            if (Number(76 + (4 * i)) is var sector && sector < 0xFFFFFFFA) _fatSectors.Add(sector);
        }

        var next = Number(68);
        for (var left = SectorCount; next < 0xFFFFFFFA; left--)
        {
            if (left <= 0) throw Damaged("a circle among its tables");
            var table = Sector(next);
            for (var offset = 0; offset + 8 <= table.Length; offset += 4)
            {
                if (BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(offset)) is var sector && sector < 0xFFFFFFFA) _fatSectors.Add(sector);
            }

            next = BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(table.Length - 4));
        }
    }

    private List<uint> Chain(uint start)
    {
        var chain = new List<uint>();
        for (var sector = start; sector != EndOfChain; sector = Next(sector))
        {
            if (chain.Count > SectorCount) throw Damaged("a circle of sectors");
            chain.Add(sector);
        }

        return chain;
    }

    private uint Next(uint sector)
    {
        var perSector = 1 << (_sectorShift - 2);
        var table = (int)(sector / perSector);
        if (sector >= SectorCount || table >= _fatSectors.Count) throw Damaged("a sector beyond the end");
        return BinaryPrimitives.ReadUInt32LittleEndian(Sector(_fatSectors[table]).AsSpan((int)(sector % perSector) * 4));
    }

    private byte[] Sector(uint sector)
    {
        var start = ((long)sector + 1) << _sectorShift;
        if (start >= _bytes.Length) throw Damaged("a sector beyond the end");
        var data = new byte[1 << _sectorShift]; // the last one may be cut short
        _bytes.AsSpan((int)start, (int)Math.Min(data.Length, _bytes.Length - start)).CopyTo(data);
        return data;
    }

    private long SectorCount => (_bytes.Length >> _sectorShift) + 1;

    private uint Number(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(offset));

    private static DocumentReadingException Damaged(string how) => new(ReadingOutcome.Corrupt, $"A compound file with {how}.");
}
