using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>The parts of a Word file that carry its text, as XML trees.</summary>
internal sealed record WordPackage(XElement Document, XElement? Styles, XElement? Numbering, XElement? Footnotes, XElement? Endnotes)
{
    /// <summary>Headers of all sections.</summary>
    public IReadOnlyList<XElement> Headers { get; private init; } = [];

    public IReadOnlyList<XElement> Footers { get; private init; } = [];

    public XElement? Comments { get; private init; }

    /// <summary>Parts that w:altChunk puts into the text, by their relationship: content type and bytes.</summary>
    public IReadOnlyDictionary<string, (string ContentType, byte[] Content)> Chunks { get; private init; } = new Dictionary<string, (string, byte[])>();

    /// <summary>Diagrams and charts, by their relationship.</summary>
    public IReadOnlyDictionary<string, XElement> Graphics { get; private init; } = new Dictionary<string, XElement>();

    /// <exception cref="DocumentReadingException">The package is not one that can be opened, even after a repair.</exception>
    public static WordPackage Open(Stream file, bool needsRepair)
    {
        try
        {
            if (!needsRepair) return Load(file);
        }
        catch (Exception refused) when (IsDamage(refused))
        {
            // A repaired copy may still open.
        }

        try
        {
            using var copy = PackageRepair.Copy(file);
            return Load(copy);
        }
        catch (Exception refused) when (IsDamage(refused))
        {
            throw new DocumentReadingException(ReadingOutcome.Corrupt, "The package cannot be opened.", refused);
        }
    }

    private static WordPackage Load(Stream file)
    {
        file.Position = 0;
        using var word = WordprocessingDocument.Open(file, isEditable: false);
        var main = word.MainDocumentPart ?? throw new InvalidDataException("No main part.");
        return new WordPackage(
            Read(main)!,
            Read(main.StyleDefinitionsPart),
            Read(main.NumberingDefinitionsPart),
            Read(main.FootnotesPart),
            Read(main.EndnotesPart))
        {
            Headers = [.. main.HeaderParts.Select(Read).OfType<XElement>()],
            Footers = [.. main.FooterParts.Select(Read).OfType<XElement>()],
            Comments = Read(main.WordprocessingCommentsPart),
            Graphics = WordGraphics.Load(main),
            Chunks = main.AlternativeFormatImportParts.ToDictionary(part => main.GetIdOfPart(part), part => (part.ContentType, Bytes(part)), StringComparer.Ordinal),
        };
    }

    private static XElement? Read(OpenXmlPart? part) => part is null ? null : WordXml.Load(part.GetStream(FileMode.Open, FileAccess.Read));

    private static byte[] Bytes(OpenXmlPart part)
    {
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        var bytes = new byte[WordChunks.LongestPart];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..read];
    }

    private static bool IsDamage(Exception exception) => exception
        is OpenXmlPackageException or IOException or InvalidDataException or InvalidOperationException
        or System.Xml.XmlException or FormatException or ArgumentException or KeyNotFoundException or NotSupportedException;
}
