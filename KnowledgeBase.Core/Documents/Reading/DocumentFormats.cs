using System.IO.Compression;
using KnowledgeBase.Core.Documents.Reading.Office;

namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>Tells what a file is by its bytes, and refuses one whose name says something else.</summary>
public static class DocumentFormats
{
    private const int HeadBytes = 64 * 1024;

    /// <summary>Extensions that an upload may have, with the dot, in lower case.</summary>
    public static IReadOnlyList<string> Extensions { get; } =
    [
        ".pdf", ".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".rtf", ".odt",
        ".xlsx", ".xlsm", ".xltx", ".xls", ".ods", ".csv", ".tsv", ".html", ".htm", ".md", ".markdown", ".txt",
    ];

    /// <summary>Finds the format of the file at <paramref name="path"/>.</summary>
    /// <param name="originalName">The name that the user gave it; only its extension is looked at.</param>
    /// <param name="maxPictureDots">A picture with more is refused as too large.</param>
    /// <exception cref="DocumentReadingException">Empty, of a format that is not read, or not what its name says.</exception>
    public static DocumentFormat Detect(string path, string originalName, int maxPictureDots = 40_000_000)
    {
        using var file = File.OpenRead(path);
        if (file.Length == 0) throw new DocumentReadingException(ReadingOutcome.Empty, "The file has no bytes.");
        var head = new byte[(int)Math.Min(file.Length, HeadBytes)];
        file.ReadExactly(head);
        var named = OfExtension(originalName);
        return FileSignature.Of(head) switch
        {
            FileSignature.Pdf => Agreed(DocumentFormat.Pdf, named),
            FileSignature.Zip => OfZip(file, named),
            FileSignature.CompoundFile => OfCompoundFile(file, named),
            FileSignature.RichText => Agreed(DocumentFormat.RichText, named),
            FileSignature.Other => throw (FileSignature.HasMoreDotsThan(head, maxPictureDots)
                ? new DocumentReadingException(ReadingOutcome.TooLarge, $"A picture of more than {maxPictureDots} dots.")
                : Foreign(named)),
            _ => OfText(head, named),
        };
    }

    /// <summary>What a file's name claims; Unknown for an extension that is not read here.</summary>
    public static DocumentFormat OfExtension(string originalName) => Path.GetExtension(originalName).ToLowerInvariant() switch
    {
        ".pdf" => DocumentFormat.Pdf,
        ".docx" or ".docm" or ".dotx" or ".dotm" => DocumentFormat.Word,
        ".doc" or ".dot" or ".wps" => DocumentFormat.LegacyWord,
        ".rtf" => DocumentFormat.RichText,
        ".odt" => DocumentFormat.OpenDocumentText,
        ".xlsx" or ".xlsm" or ".xltx" => DocumentFormat.Excel,
        ".xls" => DocumentFormat.LegacyExcel,
        ".ods" => DocumentFormat.OpenDocumentSheet,
        ".csv" or ".tsv" => DocumentFormat.Csv,
        ".html" or ".htm" => DocumentFormat.Html,
        ".txt" or ".text" => DocumentFormat.PlainText,
        ".md" or ".markdown" => DocumentFormat.Markdown,
        _ => DocumentFormat.Unknown,
    };

    /// <summary>A name of the same kind is near enough: programs write RTF, HTML or a new file under .doc, and people rename.</summary>
    private static DocumentFormat Agreed(DocumentFormat found, DocumentFormat named) =>
        named == found || named == DocumentFormat.Unknown || (IsWordLike(found) && IsWordLike(named)) || (IsSheetLike(found) && IsSheetLike(named))
            ? found
            : throw new DocumentReadingException(ReadingOutcome.TypeMismatch, $"The content is {found}, the name says {named}.");

    private static bool IsWordLike(DocumentFormat format) => format
        is DocumentFormat.Word or DocumentFormat.LegacyWord or DocumentFormat.RichText or DocumentFormat.OpenDocumentText or DocumentFormat.WordXml;

    private static bool IsSheetLike(DocumentFormat format) => format
        is DocumentFormat.Excel or DocumentFormat.LegacyExcel or DocumentFormat.OpenDocumentSheet;

    private static DocumentFormat OfText(ReadOnlySpan<byte> head, DocumentFormat named)
    {
        if (named == DocumentFormat.Unknown) throw new DocumentReadingException(ReadingOutcome.Unsupported, "No format that is read here.");
        if (!Plain.TextEncodings.LooksLikeText(head)) throw Foreign(named);
        if (named is DocumentFormat.PlainText or DocumentFormat.Markdown or DocumentFormat.Csv or DocumentFormat.Html) return named;

        // What web systems call .doc and .xls.
        if (named is DocumentFormat.LegacyWord or DocumentFormat.LegacyExcel && FileSignature.LooksLikeHtml(head)) return DocumentFormat.Html;
        if (named == DocumentFormat.LegacyWord && FileSignature.LooksLikeWordXml(head)) return DocumentFormat.WordXml;
        if (named == DocumentFormat.LegacyExcel && head.Contains((byte)'\t')) return DocumentFormat.Csv;
        throw Foreign(named);
    }

    private static DocumentReadingException Foreign(DocumentFormat named) => named == DocumentFormat.Unknown
        ? new DocumentReadingException(ReadingOutcome.Unsupported, "No format that is read here.")
        : new DocumentReadingException(ReadingOutcome.TypeMismatch, $"The content is not {named}.");

    /// <summary>Old Word and Excel files; a password-protected new one, whose stream is named EncryptedPackage.</summary>
    private static DocumentFormat OfCompoundFile(FileStream file, DocumentFormat named)
    {
        var bytes = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(bytes);
        var compound = new CompoundFile(bytes);
        if (compound.Entries.ContainsKey("EncryptedPackage")) throw Encrypted();
        if (compound.Entries.ContainsKey("WordDocument"))
        {
            var agreed = Agreed(DocumentFormat.LegacyWord, named);
            // The file information block: its mark, the version of Word, and a flag for a password.
            var block = compound.Read("WordDocument");
            if (block is not { Length: >= 32 } || block[0] != 0xEC || block[1] != 0xA5 || (block[2] | (block[3] << 8)) < 0x65)
            {
                throw new DocumentReadingException(ReadingOutcome.Corrupt, "A Word file without its information block.");
            }

            return (block[11] & 1) == 0 ? agreed : throw Encrypted();
        }

        return compound.Entries.ContainsKey("Workbook") || compound.Entries.ContainsKey("Book") ? Agreed(DocumentFormat.LegacyExcel, named) : throw Foreign(named);
    }

    private static DocumentReadingException Encrypted() => new(ReadingOutcome.Encrypted, "A password-protected Office file.");

    private static DocumentFormat OfZip(FileStream file, DocumentFormat named)
    {
        file.Position = 0;
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var names = zip.Entries.Take(PackageGuard.MaxEntries).Select(entry => entry.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (names.Contains("EncryptedPackage")) throw Encrypted();
            if (zip.GetEntry("mimetype") is { Length: < 200 } type) return OfOpenDocument(type, named);
            var office = names.Contains("[Content_Types].xml") || names.Contains("_rels/.rels");
            if (!office || names.Contains("ppt/presentation.xml") || names.Contains("xl/workbook.bin")) throw Foreign(named);
            return Agreed(names.Contains("xl/workbook.xml") ? DocumentFormat.Excel : DocumentFormat.Word, named);
        }
        catch (InvalidDataException damaged)
        {
            // A torn archive under a name that promises one is damaged; under any other it is just a wrong name.
            throw named == DocumentFormat.Unknown || IsWordLike(named) || IsSheetLike(named)
                ? new DocumentReadingException(ReadingOutcome.Corrupt, "The archive cannot be opened.", damaged)
                : Foreign(named);
        }
    }

    private static DocumentFormat OfOpenDocument(ZipArchiveEntry type, DocumentFormat named)
    {
        if (type.Archive.GetEntry("META-INF/manifest.xml") is { } manifest && Text(manifest).Contains("encryption-data", StringComparison.Ordinal)) throw Encrypted();
        var name = Text(type);
        return name.StartsWith("application/vnd.oasis.opendocument.text", StringComparison.Ordinal) ? Agreed(DocumentFormat.OpenDocumentText, named)
            : name.StartsWith("application/vnd.oasis.opendocument.spreadsheet", StringComparison.Ordinal) ? Agreed(DocumentFormat.OpenDocumentSheet, named)
            : throw Foreign(named);
    }

    /// <summary>The first 64 KB of a member, whatever size it claims.</summary>
    private static string Text(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var head = new byte[HeadBytes];
        return System.Text.Encoding.UTF8.GetString(head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }
}
