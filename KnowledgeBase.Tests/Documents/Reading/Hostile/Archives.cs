using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using KnowledgeBase.Tests.Documents.Reading.Office;

namespace KnowledgeBase.Tests.Documents.Reading.Hostile;

/// <summary>Archives that no honest program writes.</summary>
internal static class Archives
{
    private static readonly byte[] Small = OfficePackage.WithBody(OfficePackage.Paragraph(HostileFile.Sentence)).ToBytes();

    /// <summary>A Word file whose body has spaces without end between two texts.</summary>
    public static byte[] WithLongMember(string before, long spaces, string after) => WithMember(stream =>
    {
        var part = new byte[1 << 20];
        Array.Fill(part, (byte)'A');
        stream.Write(Encoding.UTF8.GetBytes(before));
        for (var left = spaces; left > 0; left -= part.Length) stream.Write(part, 0, (int)Math.Min(left, part.Length));
        stream.Write(Encoding.UTF8.GetBytes(after));
    });

    /// <summary>A Word file whose body is one element again and again.</summary>
    public static byte[] WithRepeatedMember(string element, int count) => WithMember(stream =>
    {
        var thousand = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(element, 1000)));
        for (var i = 0; i < count / 1000; i++) stream.Write(thousand);
    });

    public static byte[] ManyMembers(int count)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Small);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            for (var i = 0; i < count; i++) zip.CreateEntry($"word/x{i}.xml");
        }

        return bytes.ToArray();
    }

    public static byte[] Plain()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(zip.CreateEntry("a.txt").Open());
            writer.Write("hello");
        }

        return bytes.ToArray();
    }

    /// <summary>So many directory entries that all point at one member.</summary>
    public static byte[] Overlapping(int count)
    {
        var end = Find(Small, [0x50, 0x4B, 5, 6], 0);
        var directory = BinaryPrimitives.ReadInt32LittleEndian(Small.AsSpan(end + 16));
        var entry = Small.AsSpan(directory, 46 + BinaryPrimitives.ReadUInt16LittleEndian(Small.AsSpan(directory + 28))).ToArray();
        using var bytes = new MemoryStream();
        bytes.Write(Small, 0, end);
        for (var i = 0; i < count; i++)
        {
            Encoding.ASCII.GetBytes($"{i:D8}").CopyTo(entry, 46);
            bytes.Write(entry);
        }

        var total = (ushort)(count + BinaryPrimitives.ReadUInt16LittleEndian(Small.AsSpan(end + 10)));
        var tail = Small.AsSpan(end).ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(tail.AsSpan(8), total);
        BinaryPrimitives.WriteUInt16LittleEndian(tail.AsSpan(10), total);
        BinaryPrimitives.WriteInt32LittleEndian(tail.AsSpan(12), (int)bytes.Length - directory);
        bytes.Write(tail);
        return bytes.ToArray();
    }

    /// <summary>The directory says that the main part has 1,000 bytes; it has 120 million.</summary>
    public static byte[] Lying()
    {
        var file = WithLongMember("<!--", 120 << 20, "-->");
        for (var at = Find(file, [0x50, 0x4B, 1, 2], 0); at >= 0; at = Find(file, [0x50, 0x4B, 1, 2], at + 4))
        {
            if (file.AsSpan(at + 46).StartsWith("word/document.xml"u8)) BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at + 24), 1000);
        }

        return file;
    }

    public static byte[] MarkedEncrypted(byte[] file)
    {
        var marked = (byte[])file.Clone();
        marked[6] |= 1;
        for (var at = Find(marked, [0x50, 0x4B, 1, 2], 0); at >= 0; at = Find(marked, [0x50, 0x4B, 1, 2], at + 4)) marked[at + 8] |= 1;
        return marked;
    }

    /// <summary>The header of a picture of 40,000 by 40,000 dots.</summary>
    public static byte[] GiantPicture()
    {
        byte[] png = [0x89, .. "PNG\r\n\u001A\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0x9C, 0x40, 0, 0, 0x9C, 0x40, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        return png;
    }

    private static byte[] WithMember(Action<Stream> write)
    {
        using var bytes = new MemoryStream();
        bytes.Write(OfficePackage.WithDocument([]).ToBytes());
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true)) zip.GetEntry("word/document.xml")!.Delete();
        // Update mode would hold the whole member in memory: it is appended by hand.
        using var whole = new MemoryStream();
        using (var source = new ZipArchive(bytes, ZipArchiveMode.Read))
        using (var target = new ZipArchive(whole, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries)
            {
                using var from = entry.Open();
                using var to = target.CreateEntry(entry.FullName).Open();
                from.CopyTo(to);
            }

            var document = OfficePackage.Document(OfficePackage.Paragraph(HostileFile.Sentence) + "|").Split('|');
            using var member = target.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open();
            member.Write(Encoding.UTF8.GetBytes(document[0]));
            write(member);
            member.Write(Encoding.UTF8.GetBytes(document[1]));
        }

        return whole.ToArray();
    }

    private static int Find(byte[] file, ReadOnlySpan<byte> mark, int from) => file.AsSpan(from).IndexOf(mark) is >= 0 and var at ? from + at : -1;
}
