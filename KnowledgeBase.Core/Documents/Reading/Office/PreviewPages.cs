namespace KnowledgeBase.Core.Documents.Reading.Office;

/// <summary>
/// Page numbers for a document that has none of its own: those of the PDF that LibreOffice makes of it. Word may break its
/// pages elsewhere, so they are called preview pages and never stored with the text.
/// </summary>
public sealed class PreviewPages(IOfficeConverter converter, IDocumentReading reading) : IDisposable
{
    // One conversion takes a processor and hundreds of megabytes.
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The program that is missing for it; null when pages can be found.</summary>
    public string? Missing => converter.Missing;

    /// <summary>Makes the preview and reads it.</summary>
    /// <param name="path">The stored original.</param>
    /// <param name="originalName">The user's file name.</param>
    /// <param name="output">Where the preview, a PDF file, is written; null for nowhere.</param>
    /// <exception cref="DocumentReadingException">converter_missing, or it could not be converted.</exception>
    public async Task<DocumentText> MakeAsync(string path, string originalName, string? output, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var extension = DocumentFormats.Detect(path, originalName) switch
            {
                DocumentFormat.LegacyWord => ".doc",
                DocumentFormat.RichText => ".rtf",
                DocumentFormat.OpenDocumentText => ".odt",
                DocumentFormat.WordXml => ".xml",
                _ => ".docx",
            };
            using var preview = await converter.ConvertAsync(path, extension, OfficeTarget.Pdf, null, cancellationToken);
            var text = await reading.ReadAsync(new ReadingRequest(preview.Path, "preview.pdf"), null, cancellationToken);
            if (output is not null) File.Copy(preview.Path, output, overwrite: true);
            return text;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
