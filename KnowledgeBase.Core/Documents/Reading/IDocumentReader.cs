namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>The formats that can be read, told by a file's bytes and never by its name alone.</summary>
public enum DocumentFormat
{
    Unknown,
    Pdf,
    Word,
    PlainText,
    Markdown,

    /// <summary>.doc of Word 6 to 2003, and Kingsoft's .wps.</summary>
    LegacyWord,

    /// <summary>A Word document as one XML file, usually named .doc.</summary>
    WordXml,

    RichText,
    OpenDocumentText,
    Excel,
    LegacyExcel,
    OpenDocumentSheet,
    Csv,
    Html,
}

/// <summary>Turns one file of one format into text with structure.</summary>
public interface IDocumentReader
{
    /// <summary>The formats that this reader reads.</summary>
    IReadOnlyCollection<DocumentFormat> Formats { get; }

    /// <summary>Reads one file.</summary>
    /// <param name="format">What the format detection found the file to be.</param>
    /// <param name="pagesRead">Is told the number of pages read so far and of all pages, where the format has pages.</param>
    /// <exception cref="DocumentReadingException">The file cannot be read; the code says why.</exception>
    Task<DocumentText> ReadAsync(ReadingRequest request, DocumentFormat format, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken);
}
