using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;

namespace KnowledgeBase.Core.Documents.Reading.Word;

/// <summary>The parts of a Word file that carry its text, as XML trees.</summary>
internal sealed record WordPackage(XElement Document, XElement? Styles, XElement? Numbering, XElement? Footnotes, XElement? Endnotes)
{
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
            Read(main.EndnotesPart));
    }

    private static XElement? Read(OpenXmlPart? part) => part is null ? null : WordXml.Load(part.GetStream(FileMode.Open, FileAccess.Read));

    private static bool IsDamage(Exception exception) => exception
        is OpenXmlPackageException or IOException or InvalidDataException or InvalidOperationException
        or System.Xml.XmlException or FormatException or ArgumentException or KeyNotFoundException or NotSupportedException;
}
