namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>The formats that can be read, told by a file's bytes and never by its name alone.</summary>
public enum DocumentFormat
{
    Unknown,
    Pdf,
    Word,
    PlainText,
    Markdown,
}

/// <summary>Turns one file of one format into text with structure.</summary>
public interface IDocumentReader
{
    /// <summary>The formats that this reader reads.</summary>
    IReadOnlyCollection<DocumentFormat> Formats { get; }

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <param name="path">A path that we made ourselves; no part of it comes from the user.</param>
    /// <param name="format">What the format detection found the file to be.</param>
    /// <param name="pagesRead">Is told the number of pages read so far and of all pages, where the format has pages.</param>
    /// <exception cref="DocumentReadingException">The file cannot be read; the code says why.</exception>
    Task<DocumentText> ReadAsync(string path, DocumentFormat format, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken);
}
