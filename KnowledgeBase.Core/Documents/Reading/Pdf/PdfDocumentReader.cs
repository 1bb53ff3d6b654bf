using KnowledgeBase.Core.Documents.Reading.Ocr;
using KnowledgeBase.Core.Documents.Reading.Pdf.Poppler;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Reads PDF files with PDFium, or with Poppler where that is asked for or PDFium cannot.</summary>
internal sealed class PdfDocumentReader : IDocumentReader
{
    private readonly PdfiumReader _pdfium;
    private readonly PopplerReader _poppler;

    public PdfDocumentReader(ReadingOptions options)
    {
        var tesseract = new Tesseract(options);
        (_pdfium, _poppler) = (new PdfiumReader(options, tesseract), new PopplerReader(options, tesseract));
    }

    public IReadOnlyCollection<DocumentFormat> Formats { get; } = [DocumentFormat.Pdf];

    public async Task<DocumentText> ReadAsync(
        ReadingRequest request, DocumentFormat format, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        // A password on a command line is seen by everybody on the machine: such files are PDFium's alone.
        if (request.Engine == PdfEngine.Poppler && request.Password is null) return await _poppler.ReadAsync(request, pagesRead, cancellationToken);
        try
        {
            return await _pdfium.ReadAsync(request, pagesRead, cancellationToken);
        }
        catch (DocumentReadingException e) when (request is { Engine: PdfEngine.Automatic, Password: null } && CanPopplerHelp(e))
        {
            return await SecondAsync(request, e, pagesRead, cancellationToken);
        }
    }

    private static bool CanPopplerHelp(DocumentReadingException e) => e.Code is ReadingOutcome.EngineMissing or ReadingOutcome.Corrupt && PopplerProgram.IsInstalled;

    private async Task<DocumentText> SecondAsync(ReadingRequest request, DocumentReadingException first, IProgress<(int Read, int? Total)>? pagesRead, CancellationToken cancellationToken)
    {
        try
        {
            return (await _poppler.ReadAsync(request, pagesRead, cancellationToken)).With(ReadingWarning.SecondEngine);
        }
        catch (DocumentReadingException second) when (first.Code == ReadingOutcome.Corrupt)
        {
            throw new DocumentReadingException(ReadingOutcome.Corrupt, $"{first.Message} {second.Message}", second);
        }
    }
}
