using KnowledgeBase.Core.Documents.Reading.Pdf.Native;
using KnowledgeBase.Core.Documents.Reading.Pdf.Poppler;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Draws one page into a file: the worker's side of <see cref="IPageDrawing"/>.</summary>
internal static class PageDrawing
{
    /// <returns>The program that drew it.</returns>
    public static async Task<string> DrawAsync(string path, int number, int dotsPerInch, string output, ReadingOptions options)
    {
        try
        {
            await DrawAsync(path, number, dotsPerInch, output, options.PdfiumPath);
            return "pdfium";
        }
        catch (DocumentReadingException e) when (e.Code is ReadingOutcome.EngineMissing or ReadingOutcome.Corrupt && PopplerProgram.IsInstalled)
        {
            await PopplerDrawing.WritePngAsync(path, number, dotsPerInch, output, options);
            return "poppler";
        }
    }

    private static async Task DrawAsync(string path, int number, int dotsPerInch, string output, string pdfiumPath)
    {
        PdfiumLibrary.Load(pdfiumPath);
        await PdfiumLibrary.Gate.WaitAsync();
        try
        {
            using var file = PdfFile.Open(path, null);
            if (number < 1 || number > file.PageCount) throw new DocumentReadingException(ReadingOutcome.Corrupt, $"There is no page {number}.");
            using var page = file.Page(number - 1) ?? throw new DocumentReadingException(ReadingOutcome.Corrupt, $"Page {number} is damaged.");
            await File.WriteAllBytesAsync(output, PageRenderer.Png(page, PageRenderer.Scale(page.Width, page.Height, dotsPerInch)));
        }
        finally
        {
            PdfiumLibrary.Gate.Release();
        }
    }
}
