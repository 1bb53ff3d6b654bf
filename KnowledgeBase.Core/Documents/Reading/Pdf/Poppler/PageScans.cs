using System.Globalization;
using KnowledgeBase.Core.Documents.Reading.Ocr;

namespace KnowledgeBase.Core.Documents.Reading.Pdf.Poppler;

/// <summary>Recognises the pages of a file that are pictures, drawn by pdftoppm.</summary>
internal sealed class PageScans(PopplerProgram program, ReadingRequest request, Tesseract tesseract)
{
    private readonly PageRecognition _recognition = new(tesseract);
    private Dictionary<int, float>? _pictures;

    /// <summary>The page as it is, or its recognised text where it has none of its own or somebody asked for it.</summary>
    public async Task<PageGlyphs> RecognisedAsync(PageGlyphs page, PdfAssembly assembly, CancellationToken cancellationToken)
    {
        if (page.Glyphs.Count < ScanDetection.FewCharacters)
        {
            _pictures ??= await PicturesAsync(cancellationToken);
            page = page with { Objects = page.Objects with { ImageCover = Math.Min(1, _pictures.GetValueOrDefault(page.Page) / (page.Width * page.Height)) } };
        }

        if (!request.OcrPages.Contains(page.Page) && !ScanDetection.NeedsOcr(page)) return page;
        return await assembly.RecognisedAsync(page, _recognition, tesseract, () => GrayAsync(page, cancellationToken), cancellationToken);
    }

    private async Task<(GrayBitmap Picture, float Scale)> GrayAsync(PageGlyphs page, CancellationToken cancellationToken)
    {
        var scale = PageRenderer.Scale(page.Width, page.Height, PageRecognition.DotsPerInch);
        var (width, height, pixels) = PopplerDrawing.Parse(await PopplerDrawing.DrawAsync(program, page.Page, scale, gray: true, cancellationToken));
        return (new GrayBitmap(width, height, pixels), scale);
    }

    /// <summary>Square points that pictures cover, per page.</summary>
    private async Task<Dictionary<int, float>> PicturesAsync(CancellationToken cancellationToken)
    {
        var areas = new Dictionary<int, float>();
        await foreach (var line in program.LinesAsync("pdfimages", ["-list"], [], cancellationToken))
        {
            // page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var page, _, "image" or "stencil", var width, var height, _, _, _, _, _, _, _, var x, var y, ..]) continue;
            if (!int.TryParse(page, CultureInfo.InvariantCulture, out var number)) continue;
            var area = Number(width) / Number(x) * 72 * (Number(height) / Number(y)) * 72;
            if (float.IsFinite(area)) areas[number] = areas.GetValueOrDefault(number) + area;
        }

        return areas;

        static float Number(string text) => float.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : float.NaN;
    }
}
