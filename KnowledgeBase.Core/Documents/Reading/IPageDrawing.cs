namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>Draws pages of PDF files, out of process as they are read.</summary>
public interface IPageDrawing
{
    /// <summary>Draws a page as it is shown into a PNG file, which says in its pHYs chunk how many pixels a metre has.</summary>
    /// <param name="path">The stored original.</param>
    /// <param name="page">From 1.</param>
    /// <param name="output">Path of the file to write.</param>
    /// <exception cref="DocumentReadingException">The page cannot be drawn; the code says why.</exception>
    Task DrawAsync(string path, int page, int dotsPerInch, string output, CancellationToken cancellationToken);
}
