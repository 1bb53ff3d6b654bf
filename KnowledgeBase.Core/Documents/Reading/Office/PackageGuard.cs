using System.IO.Compression;
using System.Xml;

namespace KnowledgeBase.Core.Documents.Reading.Office;

/// <summary>
/// Looks through an Office file before anything builds a tree of it: counts the bytes that really come out of the
/// archive, the depth and number of XML elements. Without it nested elements end the process (stack overflow inside
/// the SDK) and a file of 1 MB becomes 1 GB. No recursion, no tree.
/// </summary>
internal static class PackageGuard
{
    public const int MaxEntries = 5_000;
    private const long MaxPartBytes = 96L << 20;
    private const long MaxTotalBytes = 256L << 20;
    private const long MaxPackageBytes = 512L << 20;
    private const int MaxDepth = 200;
    private const int MaxElements = 1_500_000;
    private const int MaxRatio = 200;
    private const long RatioMatters = 32L << 20;

    /// <summary>What was noticed in a file that may be opened.</summary>
    internal sealed record Findings(bool HasMacros, bool HasExternalLinks, bool HasAttachments, bool NeedsRepair);

    /// <exception cref="DocumentReadingException">Bomb, too large, corrupt or encrypted.</exception>
    public static Findings Check(Stream file, CancellationToken cancellationToken)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MaxEntries) throw Bomb($"{zip.Entries.Count} archive members");
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var entry in zip.Entries)
            {
                if (!names.Add(entry.FullName)) throw new DocumentReadingException(ReadingOutcome.Corrupt, "Two archive members have one name.");
            }

            long total = 0;
            bool external = false, dangling = false;
            foreach (var entry in zip.Entries.Where(IsXml))
            {
                cancellationToken.ThrowIfCancellationRequested();
                total += CheckPart(entry);
                if (total > MaxTotalBytes) throw Bomb("too many inflated bytes");
                if (!entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)) continue;
                foreach (var relationship in Relationships.Read(entry))
                {
                    external |= relationship is { IsExternal: true, IsHyperlink: false };
                    dangling |= !relationship.IsUsable(names);
                }
            }

            // Pictures and the like: nothing reads them here, but whoever copies the package would inflate them.
            foreach (var entry in zip.Entries.Where(entry => !IsXml(entry)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                total += Inflated(entry);
                if (total > MaxPackageBytes) throw Bomb("too many inflated bytes");
            }

            return new Findings(
                names.Any(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)),
                external,
                names.Any(name => name.StartsWith("word/embeddings/", StringComparison.OrdinalIgnoreCase) || name.StartsWith("xl/embeddings/", StringComparison.OrdinalIgnoreCase)),
                dangling);
        }
        catch (InvalidDataException damaged)
        {
            throw new DocumentReadingException(ReadingOutcome.Corrupt, "The archive is damaged.", damaged);
        }
        catch (XmlException damaged)
        {
            throw new DocumentReadingException(ReadingOutcome.Corrupt, "A part is not well-formed XML.", damaged);
        }
    }

    public static bool IsXml(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    private static long CheckPart(ZipArchiveEntry entry)
    {
        using var bytes = new CountingStream(entry.Open(), Math.Max(1, entry.CompressedLength));
        using var reader = XmlReader.Create(bytes, OfficeXml.Settings);
        var elements = 0;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.Depth > MaxDepth) throw Bomb($"XML deeper than {MaxDepth} levels");
            if (++elements > MaxElements) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"More than {MaxElements} XML elements.");
        }

        return bytes.Count;
    }

    private static long Inflated(ZipArchiveEntry entry)
    {
        using var bytes = new CountingStream(entry.Open(), Math.Max(1, entry.CompressedLength));
        bytes.CopyTo(Stream.Null);
        return bytes.Count;
    }

    private static DocumentReadingException Bomb(string what) => new(ReadingOutcome.Bomb, $"Refused before opening: {what}.");

    /// <summary>Counts what is really inflated; the sizes in an archive's directory are only claims.</summary>
    private sealed class CountingStream(Stream inner, long compressed) : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Count; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            Count += read;
            if (Count > MaxPartBytes || (Count > RatioMatters && Count / compressed > MaxRatio)) throw Bomb("a part inflates too far");
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
