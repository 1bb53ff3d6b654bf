using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>Tells what a file is by its bytes, and refuses one whose name says something else.</summary>
public static class DocumentFormats
{
    /// <summary>Extensions that an upload may have, with the dot, in lower case.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".pdf", ".docx", ".docm", ".dotx", ".dotm", ".txt", ".md", ".markdown"];

    /// <summary>Finds the format of the file at <paramref name="path"/>.</summary>
    /// <param name="originalName">The name that the user gave it; only its extension is looked at.</param>
    /// <exception cref="DocumentReadingException">Empty, of a format that is not read, or not what its name says.</exception>
    public static DocumentFormat Detect(string path, string originalName)
    {
        using var file = File.OpenRead(path);
        if (file.Length == 0) throw new DocumentReadingException(ReadingOutcome.Empty, "The file has no bytes.");
        var head = new byte[(int)Math.Min(file.Length, 64 * 1024)];
        file.ReadExactly(head);
        var named = OfExtension(originalName);
        var found = OfBytes(head);
        return found switch
        {
            Content.Pdf => Agreed(DocumentFormat.Pdf, named),
            Content.Zip => OfZip(file, named),
            Content.CompoundFile => throw CompoundFile(file, named),
            Content.Other => throw Foreign(named),
            _ => OfText(head, named),
        };
    }

    /// <summary>What a file's name claims; Unknown for an extension that is not read here.</summary>
    public static DocumentFormat OfExtension(string originalName) => Path.GetExtension(originalName).ToLowerInvariant() switch
    {
        ".pdf" => DocumentFormat.Pdf,
        ".docx" or ".docm" or ".dotx" or ".dotm" => DocumentFormat.Word,
        ".txt" or ".text" => DocumentFormat.PlainText,
        ".md" or ".markdown" => DocumentFormat.Markdown,
        _ => DocumentFormat.Unknown,
    };

    private enum Content
    {
        Text,
        Pdf,
        Zip,
        CompoundFile,
        Other,
    }

    private static Content OfBytes(ReadOnlySpan<byte> head)
    {
        // Junk before the header is allowed by every PDF reader, within the first kilobyte.
        if (head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0) return Content.Pdf;
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8)) return Content.Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) return Content.CompoundFile;
        ReadOnlySpan<byte> png = [0x89, (byte)'P', (byte)'N', (byte)'G'], jpeg = [0xFF, 0xD8, 0xFF], gzip = [0x1F, 0x8B];
        return head.StartsWith(png) || head.StartsWith(jpeg) || head.StartsWith(gzip) || head.StartsWith("GIF8"u8)
            || head.StartsWith("{\\rtf"u8) || head.StartsWith("Rar!"u8) || head.StartsWith("%!PS"u8)
            || head.StartsWith("\u007FELF"u8) || head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8)
            ? Content.Other : Content.Text;
    }

    private static DocumentFormat Agreed(DocumentFormat found, DocumentFormat named) => named == found || named == DocumentFormat.Unknown
        ? found
        : throw new DocumentReadingException(ReadingOutcome.TypeMismatch, $"The content is {found}, the name says {named}.");

    private static DocumentFormat OfText(ReadOnlySpan<byte> head, DocumentFormat named) => named switch
    {
        DocumentFormat.PlainText or DocumentFormat.Markdown when Plain.TextEncodings.LooksLikeText(head) => named,
        DocumentFormat.Unknown => throw new DocumentReadingException(ReadingOutcome.Unsupported, "No format that is read here."),
        _ => throw new DocumentReadingException(ReadingOutcome.TypeMismatch, $"The content is not {named}."),
    };

    private static DocumentReadingException Foreign(DocumentFormat named) => named == DocumentFormat.Unknown
        ? new DocumentReadingException(ReadingOutcome.Unsupported, "No format that is read here.")
        : new DocumentReadingException(ReadingOutcome.TypeMismatch, $"The content is not {named}.");

    /// <summary>A password-protected Office file is a compound file with a stream named EncryptedPackage; so is an old .doc.</summary>
    private static DocumentReadingException CompoundFile(FileStream file, DocumentFormat named)
    {
        var bytes = new byte[(int)Math.Min(file.Length, 16L * 1024 * 1024)];
        file.Position = 0;
        file.ReadExactly(bytes);
        if (bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0)
        {
            return new DocumentReadingException(ReadingOutcome.Encrypted, "A password-protected Office file.");
        }

        return Foreign(named);
    }

    private static DocumentFormat OfZip(FileStream file, DocumentFormat named)
    {
        file.Position = 0;
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var names = zip.Entries.Take(Word.PackageGuard.MaxEntries).Select(entry => entry.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (names.Contains("EncryptedPackage")) throw new DocumentReadingException(ReadingOutcome.Encrypted, "An encrypted package.");
            var office = names.Contains("[Content_Types].xml") || names.Contains("_rels/.rels");
            if (!office) throw Foreign(named);
            if (names.Contains("xl/workbook.xml") || names.Contains("ppt/presentation.xml")) throw Foreign(named);
            return Agreed(DocumentFormat.Word, named);
        }
        catch (InvalidDataException damaged)
        {
            // A torn archive under a name that promises Word is a damaged Word file; under any other it is just a wrong name.
            throw named is DocumentFormat.Word or DocumentFormat.Unknown
                ? new DocumentReadingException(ReadingOutcome.Corrupt, "The archive cannot be opened.", damaged)
                : Foreign(named);
        }
    }
}
