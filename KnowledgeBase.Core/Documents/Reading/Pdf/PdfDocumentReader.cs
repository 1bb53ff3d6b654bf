using KnowledgeBase.Core.Documents.Reading.Ocr;
using KnowledgeBase.Core.Documents.Reading.Pdf.Native;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>
/// Reads PDF files with PDFium: characters with their places, made into lines, paragraphs and clauses here. Pages that are
/// pictures are drawn and recognised.
/// </summary>
internal sealed class PdfDocumentReader(ReadingOptions options) : IDocumentReader
{
    private const double Doubtful = 0.75;
    private readonly Tesseract _tesseract = new(options);

    public IReadOnlyCollection<DocumentFormat> Formats { get; } = [DocumentFormat.Pdf];

    public async Task<DocumentText> ReadAsync(
        ReadingRequest request, DocumentFormat format, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        PdfiumLibrary.Load(options.PdfiumPath);
        await PdfiumLibrary.Gate.WaitAsync(cancellationToken);
        try
        {
            using var file = PdfFile.Open(request.Path, request.Password);
            return await ReadAsync(file, request, pagesRead, cancellationToken);
        }
        finally
        {
            PdfiumLibrary.Gate.Release();
        }
    }

    private async Task<DocumentText> ReadAsync(PdfFile file, ReadingRequest request, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        var count = file.PageCount;
        if (count > options.MaxPages) throw new DocumentReadingException(ReadingOutcome.TooManyPages, $"{count} pages; at most {options.MaxPages} are read.");
        if (count <= 0) throw new DocumentReadingException(ReadingOutcome.Corrupt, "The file has no pages.");
        pagesRead?.Report((0, count));
        var pages = new List<PageLayout>(count);
        var warnings = new SortedSet<string>(StringComparer.Ordinal);
        var recognition = new PageRecognition(_tesseract);
        var characters = 0;
        using var open = new LastPage();
        for (var index = 0; index < count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = request.SkippedPages.Contains(index + 1) ? null : file.Page(index);
            open.Replace(page);
            if (page is null)
            {
                warnings.Add(ReadingWarning.PartialPages);
                continue;
            }

            var layout = PageLayout.Of(await GlyphsAsync(page, request.OcrPages.Contains(index + 1), recognition, warnings, cancellationToken));
            characters += layout.Characters;
            if (characters > options.MaxCharacters) throw new DocumentReadingException(ReadingOutcome.TooLarge, $"More than {options.MaxCharacters} characters.");
            if (layout.Characters == 0) warnings.Add(ReadingWarning.NoTextOnSomePages);
            pages.Add(layout);
            pagesRead?.Report((index + 1, count));
        }

        if (file.HasProgram || PdfFile.NamesActions(request.Path)) warnings.Add(ReadingWarning.ActiveContent);
        if (file.HasAttachments) warnings.Add(ReadingWarning.HasAttachments);
        var blocks = BlockBuilder.Build(pages, options.KeepPageFurniture || request.KeepPageFurniture);
        if (blocks.Count > 0) return new DocumentText(pages.Exists(page => page.Ocr is not null) ? "pdfium+tesseract" : "pdfium", blocks, count, [.. warnings]);
        throw warnings.Contains(ReadingWarning.OcrMissing)
            ? new DocumentReadingException(ReadingOutcome.OcrMissing, "The pages are pictures, and tesseract is not installed.")
            : new DocumentReadingException(ReadingOutcome.NoText, "No page has text.");
    }

    private async Task<PageGlyphs> GlyphsAsync(PdfPage page, bool ocrWanted, PageRecognition recognition, SortedSet<string> warnings, CancellationToken cancellationToken)
    {
        var glyphs = GlyphReader.Read(page, options.MaxCharacters) with { Objects = PageObjectReader.Read(page) };
        if (ScanDetection.HasOcrLayer(glyphs)) warnings.Add(ReadingWarning.OcrLayer);
        else if (glyphs.Glyphs.Any(glyph => glyph.Invisible)) warnings.Add(ReadingWarning.HiddenText);
        if (!ocrWanted && !ScanDetection.NeedsOcr(glyphs)) return glyphs;
        if (!_tesseract.IsInstalled)
        {
            warnings.Add(ReadingWarning.OcrMissing);
            if (ScanDetection.IsGarbage(glyphs)) warnings.Add(ReadingWarning.TextLayerSuspect);
            return glyphs;
        }

        var scale = PageRenderer.Scale(page, PageRecognition.DotsPerInch);
        var recognised = await recognition.ReadAsync(page.Number, PageRenderer.Gray(page, scale), page.Width, page.Height, scale, cancellationToken);
        // A picture without words, such as a photograph between pages of text, takes nothing from the page.
        if (recognised.Glyphs.Count == 0) return glyphs;
        warnings.Add(ReadingWarning.OcrUsed);
        if (recognised.Ocr!.Confidence < Doubtful) warnings.Add(ReadingWarning.LowOcrConfidence);
        return recognised;
    }

    /// <summary>Closes a page only once the next one is open: PDFium forgets the fonts that no open page uses, and loads them anew.</summary>
    private sealed class LastPage : IDisposable
    {
        private PdfPage? _page;

        public void Replace(PdfPage? next)
        {
            _page?.Dispose();
            _page = next;
        }

        public void Dispose() => _page?.Dispose();
    }
}
