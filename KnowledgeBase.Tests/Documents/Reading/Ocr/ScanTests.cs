using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Ocr;
using KnowledgeBase.Core.Documents.Reading.Pdf;
using KnowledgeBase.Core.Documents.Reading.Pdf.Native;
using KnowledgeBase.Tests.Documents.Reading.Pdf;

namespace KnowledgeBase.Tests.Documents.Reading.Ocr;

/// <summary>A page of a contract, drawn, set askew and put into a file as a picture: what a scanner makes.</summary>
public sealed class ScanTests
{
    private const string Contract = "contracts/purchase_zh_original.pdf";

    [Theory]
    [InlineData(0)]
    [InlineData(3.2)]
    [InlineData(-7.5)]
    public async Task MeasuresHowAskewAPageLies(double degrees)
    {
        var page = await DrawAsync(100);
        // Levelled by the opposite is set askew.
        Assert.InRange(Skew.Of(page.Levelled(-degrees)), degrees - 0.11, degrees + 0.11);
    }

    [Fact]
    public async Task RecognisesAScannedPageBetweenPagesOfText()
    {
        var page = (await DrawAsync(200)).Levelled(-2.5);
        var text = await Fixture.ReadBytesAsync(Mixed(page), "scan.pdf");
        Assert.Equal("pdfium+tesseract", text.Engine);
        Assert.Contains(ReadingWarning.OcrUsed, text.Warnings);
        Assert.Equal(3, text.PageCount);
        Assert.Equal([1, 2, 3], text.Blocks.Select(block => block.Page!.Value).Distinct());
        Assert.All(text.Blocks, block => Assert.Equal(block.Page == 2, block.OcrConfidence is > 0.5 and <= 1));
        var heading = text.Blocks.First(block => block.Label == "第三条");
        Assert.Equal("合同总价", heading.Text);

        // The box lies where the line lies on the page as it is shown, askew.
        var truth = (await Fixture.ReadAsync(Contract)).Blocks.First(block => block.Label == "第三条").Boxes![0];
        var centre = heading.Boxes!.Select(box => (X: box.Left + (box.Width / 2), Y: box.Top + (box.Height / 2))).First();
        var (x, y) = Askew(truth.Left + (truth.Width / 2), truth.Top + (truth.Height / 2), 2.5);
        Assert.InRange(centre.X, x - 12, x + 12);
        Assert.InRange(centre.Y, y - 6, y + 6);
    }

    [Fact]
    public async Task SaysThatRecognitionIsNotInstalled()
    {
        var page = await DrawAsync(60);
        var options = new ReadingOptions { TesseractPath = "/nowhere/tesseract" };
        var text = await Fixture.ReadBytesAsync(Mixed(page), "scan.pdf", options);
        Assert.Contains(ReadingWarning.OcrMissing, text.Warnings);
        Assert.Contains(PdfBytes.Sentence, text.PlainText, StringComparison.Ordinal);
        Assert.Equal(ReadingOutcome.OcrMissing, await Fixture.RefusalAsync(PdfBytes.OnePage("q 595 0 0 842 0 0 cm /I Do Q", "/XObject<</I 6 0 R>>", more: (6, Image(page))), "scan.pdf", options));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(0, 5)]
    public void PutsABoxBackWhereItCameFrom(int quarters, double degrees)
    {
        // A dot on a white page, set upright and level as the recogniser sets it; its place there leads back to the dot.
        var pixels = Enumerable.Repeat((byte)255, 300 * 400).ToArray();
        for (var y = 118; y <= 122; y++) for (var x = 68; x <= 72; x++) pixels[(y * 300) + x] = 0;
        var upright = new GrayBitmap(300, 400, pixels).Turned(quarters).Levelled(degrees);
        var dots = Enumerable.Range(0, upright.Pixels.Length).Where(i => upright.Pixels[i] < 128).ToList();
        var (u, v) = ((float)dots.Average(i => i % upright.Width), (float)dots.Average(i => i / upright.Width));
        var box = new OcrPage(quarters, degrees, 300, 400, 1).Shown(u, v, u, v);
        Assert.InRange(box.Left, 68, 72);
        Assert.InRange(box.Top, 118, 122);
    }

    private static (double X, double Y) Askew(double x, double y, double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return (297.5 + ((x - 297.5) * cos) - ((y - 421) * sin), 421 + ((x - 297.5) * sin) + ((y - 421) * cos));
    }

    private static async Task<GrayBitmap> DrawAsync(int dotsPerInch)
    {
        PdfiumLibrary.Load("");
        await PdfiumLibrary.Gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            using var file = PdfFile.Open(Fixture.Path(Contract), null);
            using var page = file.Page(0)!;
            return PageRenderer.Gray(page, dotsPerInch / 72f);
        }
        finally
        {
            PdfiumLibrary.Gate.Release();
        }
    }

    private static byte[] Image(GrayBitmap picture) => PdfBytes.Stream(
        picture.Pixels, $"/Type/XObject/Subtype/Image/Width {picture.Width}/Height {picture.Height}/BitsPerComponent 8/ColorSpace/DeviceGray", compress: true);

    /// <summary>A page of text, the picture, a page of text.</summary>
    private static byte[] Mixed(GrayBitmap picture) => PdfBytes.Write(
        (1, PdfBytes.Latin("<</Type/Catalog/Pages 2 0 R>>")),
        (2, PdfBytes.Latin("<</Type/Pages/Kids[3 0 R 4 0 R 6 0 R]/Count 3/MediaBox[0 0 595 842]/Resources<</XObject<</I 10 0 R>>/Font<</F1 5 0 R>>>>>>")),
        (3, PdfBytes.Latin("<</Type/Page/Parent 2 0 R/Contents 7 0 R>>")),
        (4, PdfBytes.Latin("<</Type/Page/Parent 2 0 R/Contents 8 0 R>>")),
        (5, PdfBytes.Latin(PdfBytes.Font)),
        (6, PdfBytes.Latin("<</Type/Page/Parent 2 0 R/Contents 9 0 R>>")),
        (7, PdfBytes.Stream(PdfBytes.Latin(PdfBytes.Text))),
        (8, PdfBytes.Stream(PdfBytes.Latin("q 595 0 0 842 0 0 cm /I Do Q"))),
        (9, PdfBytes.Stream(PdfBytes.Latin(PdfBytes.Line("5.1 The last page is text again", 72, 500)))),
        (10, Image(picture)));
}
