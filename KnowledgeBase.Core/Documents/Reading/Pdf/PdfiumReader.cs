using KnowledgeBase.Core.Documents.Reading.Ocr;
using KnowledgeBase.Core.Documents.Reading.Pdf.Native;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>
/// Reads PDF files with PDFium: characters with their places, made into lines, paragraphs and clauses here. Pages that are
/// pictures are drawn and recognised.
/// </summary>
internal sealed class PdfiumReader(ReadingOptions options, Tesseract tesseract)
{
    public async Task<DocumentText> ReadAsync(ReadingRequest request, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
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
        var assembly = new PdfAssembly(options, "pdfium", count, pagesRead) { Outline = file.Outline, KeepPageFurniture = request.KeepPageFurniture };
        var recognition = new PageRecognition(tesseract);
        using var open = new LastPage();
        for (var index = 0; index < count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = request.SkippedPages.Contains(index + 1) ? null : file.Page(index);
            open.Replace(page);
            if (page is null) assembly.Warn(ReadingWarning.PartialPages);
            else assembly.Add(await GlyphsAsync(page, request.OcrPages.Contains(index + 1), recognition, assembly, cancellationToken));
        }

        if (file.HasProgram || PdfFile.NamesActions(request.Path)) assembly.Warn(ReadingWarning.ActiveContent);
        if (file.HasAttachments) assembly.Warn(ReadingWarning.HasAttachments);
        return assembly.Finish();
    }

    private async Task<PageGlyphs> GlyphsAsync(PdfPage page, bool ocrWanted, PageRecognition recognition, PdfAssembly assembly, CancellationToken cancellationToken)
    {
        var glyphs = GlyphReader.Read(page, options.MaxCharacters) with { Objects = PageObjectReader.Read(page) };
        if (ScanDetection.HasOcrLayer(glyphs)) assembly.Warn(ReadingWarning.OcrLayer);
        else glyphs = glyphs.WithoutInvisible();
        if (!ocrWanted && !ScanDetection.NeedsOcr(glyphs)) return glyphs;
        return await assembly.RecognisedAsync(glyphs, recognition, tesseract, Draw, cancellationToken);

        Task<(GrayBitmap, float)> Draw()
        {
            var scale = PageRenderer.Scale(page.Width, page.Height, PageRecognition.DotsPerInch);
            return Task.FromResult((PageRenderer.Gray(page, scale), scale));
        }
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
