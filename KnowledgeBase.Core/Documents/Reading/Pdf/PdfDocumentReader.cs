using KnowledgeBase.Core.Documents.Reading.Pdf.Native;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Reads PDF files with PDFium: characters with their places, made into lines, paragraphs and clauses here.</summary>
internal sealed class PdfDocumentReader(ReadingOptions options) : IDocumentReader
{
    public IReadOnlyCollection<DocumentFormat> Formats { get; } = [DocumentFormat.Pdf];

    public async Task<DocumentText> ReadAsync(
        ReadingRequest request, DocumentFormat format, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        PdfiumLibrary.Load(options.PdfiumPath);
        await PdfiumLibrary.Gate.WaitAsync(cancellationToken);
        try
        {
            using var file = PdfFile.Open(request.Path, request.Password);
            return Read(file, request, pagesRead, cancellationToken);
        }
        finally
        {
            PdfiumLibrary.Gate.Release();
        }
    }

    private DocumentText Read(PdfFile file, ReadingRequest request, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        var count = file.PageCount;
        if (count > options.MaxPages) throw new DocumentReadingException(ReadingOutcome.TooManyPages, $"{count} pages; at most {options.MaxPages} are read.");
        if (count <= 0) throw new DocumentReadingException(ReadingOutcome.Corrupt, "The file has no pages.");
        pagesRead?.Report((0, count));
        var pages = new List<PageLayout>(count);
        var warnings = new SortedSet<string>(StringComparer.Ordinal);
        var characters = 0;
        for (var index = 0; index < count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var page = request.SkippedPages.Contains(index + 1) ? null : file.Page(index);
            if (page is null)
            {
                warnings.Add(ReadingWarning.PartialPages);
                continue;
            }

            var layout = PageLayout.Of(GlyphReader.Read(page, options.MaxCharacters) with { Objects = PageObjectReader.Read(page) });
            characters += layout.Characters;
            if (characters > options.MaxCharacters) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"More than {options.MaxCharacters} characters.");
            if (layout.Characters == 0) warnings.Add(ReadingWarning.NoTextOnSomePages);
            pages.Add(layout);
            pagesRead?.Report((index + 1, count));
        }

        if (file.HasAttachments) warnings.Add(ReadingWarning.HasAttachments);
        var blocks = BlockBuilder.Build(pages, options.KeepPageFurniture);
        if (blocks.Count == 0) throw new DocumentReadingException(ReadingOutcome.NoText, "No page has text.");
        return new DocumentText("pdfium", blocks, count, [.. warnings]);
    }
}
