namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>What the first bytes of a file say.</summary>
internal enum FileSignature
{
    Text,
    Pdf,
    Zip,
    CompoundFile,
    RichText,
    Other,
}

/// <summary>Looks at first bytes.</summary>
internal static class FileSignatures
{
    extension(FileSignature)
    {
        public static FileSignature Of(ReadOnlySpan<byte> head)
        {
            // Junk before the header is allowed by every PDF reader, within the first kilobyte.
            if (head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0) return FileSignature.Pdf;
            if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8)) return FileSignature.Zip;
            if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) return FileSignature.CompoundFile;
            if (head.StartsWith("{\\rtf"u8)) return FileSignature.RichText;
            ReadOnlySpan<byte> png = [0x89, (byte)'P', (byte)'N', (byte)'G'], jpeg = [0xFF, 0xD8, 0xFF], gzip = [0x1F, 0x8B];
            return head.StartsWith(png) || head.StartsWith(jpeg) || head.StartsWith(gzip) || head.StartsWith("GIF8"u8)
                || head.StartsWith("Rar!"u8) || head.StartsWith("%!PS"u8)
                || head.StartsWith("\u007FELF"u8) || head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8)
                ? FileSignature.Other : FileSignature.Text;
        }

        /// <summary>A PNG picture whose header claims more dots; nothing is decoded.</summary>
        public static bool HasMoreDotsThan(ReadOnlySpan<byte> head, int dots) =>
            head.Length > 24 && head[0] == 0x89 && head[12..16].SequenceEqual("IHDR"u8)
            && (long)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head[16..]) * System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head[20..]) > dots;

        public static bool LooksLikeHtml(ReadOnlySpan<byte> head)
        {
            var text = Beginning(head);
            return text.Contains("<html", StringComparison.OrdinalIgnoreCase) || text.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase)
                || text.Contains("<table", StringComparison.OrdinalIgnoreCase);
        }

        /// <summary>A Word document as one XML file, which templating programs write under .doc.</summary>
        public static bool LooksLikeWordXml(ReadOnlySpan<byte> head)
        {
            var text = Beginning(head);
            return text.Contains("progid=\"Word.Document\"", StringComparison.Ordinal)
                || text.Contains("schemas.microsoft.com/office/word/2003/wordml", StringComparison.Ordinal)
                || text.Contains("schemas.microsoft.com/office/2006/xmlPackage", StringComparison.Ordinal);
        }
    }

    /// <summary>Enough for ASCII words whatever the encoding.</summary>
    private static string Beginning(ReadOnlySpan<byte> head) =>
        System.Text.Encoding.Latin1.GetString(head[..Math.Min(head.Length, 4096)]).Replace("\0", "", StringComparison.Ordinal);
}
