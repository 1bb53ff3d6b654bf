namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>Reads an uploaded file out of process: the one door to every reader.</summary>
public interface IDocumentReading
{
    /// <summary>Finds out the format, reads the file in a worker process and returns its text.</summary>
    /// <param name="path">The stored original; a path that we made ourselves.</param>
    /// <param name="originalName">The user's file name, used only to compare its extension with the bytes.</param>
    /// <param name="pagesRead">Is told the number of pages read so far and, once known, of all pages.</param>
    /// <exception cref="DocumentReadingException">The file cannot be read; the code says why.</exception>
    Task<DocumentText> ReadAsync(string path, string originalName, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken);
}
