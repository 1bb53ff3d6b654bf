namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>Reads an uploaded file out of process: the one door to every reader.</summary>
public interface IDocumentReading
{
    /// <summary>Finds out the format, reads the file in a worker process and returns its text.</summary>
    /// <param name="pagesRead">Is told the number of pages read so far and, once known, of all pages.</param>
    /// <exception cref="DocumentReadingException">The file cannot be read; the code says why.</exception>
    Task<DocumentText> ReadAsync(ReadingRequest request, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken);
}
