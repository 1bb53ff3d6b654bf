using KnowledgeBase.Core.Documents.Reading.Ocr;
using KnowledgeBase.Core.Documents.Reading.Pdf.Native;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Draws a page as it is shown.</summary>
internal static class PageRenderer
{
    private const long MostPixels = 40_000_000;
    private const int WithAnnotations = 1;

    /// <summary>Pixels per point for a resolution, less for a page so large that its picture would take all memory.</summary>
    public static float Scale(float pageWidth, float pageHeight, int dotsPerInch)
    {
        var scale = dotsPerInch / 72f;
        var pixels = (double)pageWidth * scale * pageHeight * scale;
        return pixels > MostPixels ? (float)(scale * Math.Sqrt(MostPixels / pixels)) : scale;
    }

    /// <summary>The page in gray.</summary>
    public static unsafe GrayBitmap Gray(PdfPage page, float scale) => Draw(page, scale, static (width, height, stride, buffer) =>
    {
        var gray = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            var row = (byte*)buffer + ((long)y * stride);
            for (var x = 0; x < width; x++, row += 4) gray[(y * width) + x] = (byte)(((row[0] * 29) + (row[1] * 150) + (row[2] * 77)) >> 8);
        }

        return new GrayBitmap(width, height, gray);
    });

    /// <summary>The page in colour as a PNG file.</summary>
    public static unsafe byte[] Png(PdfPage page, float scale) => Draw(page, scale, (width, height, stride, buffer) =>
    {
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            var row = (byte*)buffer + ((long)y * stride);
            for (int x = 0, at = y * width * 3; x < width; x++, row += 4, at += 3) (rgb[at], rgb[at + 1], rgb[at + 2]) = (row[2], row[1], row[0]);
        }

        return PngFile.Write(width, height, rgb, scale);
    });

    private static T Draw<T>(PdfPage page, float scale, Func<int, int, int, nint, T> use)
    {
        var (width, height) = (Math.Max(1, (int)Math.Round(page.Width * scale)), Math.Max(1, (int)Math.Round(page.Height * scale)));
        var bitmap = Pdfium.FPDFBitmap_Create(width, height, 0);
        if (bitmap == 0) throw new DocumentReadingException(ReadingOutcome.TooLarge, "The page is too large to be drawn.");
        try
        {
            Pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF);
            Pdfium.FPDF_RenderPageBitmap(bitmap, page.Handle, 0, 0, width, height, 0, WithAnnotations);
            return use(width, height, Pdfium.FPDFBitmap_GetStride(bitmap), Pdfium.FPDFBitmap_GetBuffer(bitmap));
        }
        finally
        {
            Pdfium.FPDFBitmap_Destroy(bitmap);
        }
    }
}
