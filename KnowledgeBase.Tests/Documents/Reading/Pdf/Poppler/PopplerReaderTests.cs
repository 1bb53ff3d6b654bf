using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Ocr;
using KnowledgeBase.Core.Documents.Reading.Pdf;
using KnowledgeBase.Core.Documents.Reading.Pdf.Poppler;

namespace KnowledgeBase.Tests.Documents.Reading.Pdf.Poppler;

/// <summary>The second engine: asked for, or in PDFium's place.</summary>
public sealed class PopplerReaderTests
{
    private static readonly ReadingOptions WithoutPdfium = new() { PdfiumPath = "/nowhere/libpdfium.so" };

    [Theory]
    [InlineData("purchase_zh_original")]
    [InlineData("services_en_original")]
    public async Task ReadsTheSameClausesAtTheSamePlacesAsPdfium(string name)
    {
        var path = Fixture.Path($"contracts/{name}.pdf");
        var first = await ReadAsync(path, PdfEngine.Pdfium);
        var second = await ReadAsync(path, PdfEngine.Poppler);
        Assert.Equal(("pdfium", "poppler"), (first.Engine, second.Engine));
        Assert.DoesNotContain(ReadingWarning.SecondEngine, second.Warnings); // somebody asked for it
        Assert.Equal(first.PageCount, second.PageCount);
        var (ours, theirs) = (Clauses(first), Clauses(second));
        Assert.Equal(ours.Select(block => block.Label), theirs.Select(block => block.Label));
        foreach (var (one, other) in ours.Zip(theirs))
        {
            Assert.Equal(Letters(one.Text), Letters(other.Text));
            var (a, b) = (one.Boxes![0], other.Boxes![0]);
            Assert.Equal(a.Page, b.Page);
            Assert.InRange(b.Left, a.Left - 3, a.Left + 3);
            Assert.InRange(b.Top + (b.Height / 2), a.Top + (a.Height / 2) - 4, a.Top + (a.Height / 2) + 4);
        }
    }

    [Fact]
    public async Task TakesPdfiumsPlaceWhereThatIsMissing()
    {
        var bytes = PdfBytes.OnePage(PdfBytes.Text);
        var text = await Fixture.ReadBytesAsync(bytes, "a.pdf", WithoutPdfium);
        Assert.Equal("poppler", text.Engine);
        Assert.Contains(ReadingWarning.SecondEngine, text.Warnings);
        Assert.Equal(PdfBytes.Sentence, text.PlainText);
        // Its baseline is 72 points from the left and 792 - 720 from the top.
        var box = Assert.Single(text.Blocks[0].Boxes!);
        Assert.InRange(box.Left, 70, 74);
        Assert.InRange(box.Top, 55, 65);
    }

    [Fact]
    public async Task DrawsPagesWherePdfiumIsMissing()
    {
        var output = Path.GetTempFileName();
        try
        {
            var path = Fixture.Path("contracts/purchase_zh_original.pdf");
            Assert.Equal("poppler", await PageDrawing.DrawAsync(path, 2, 72, output, WithoutPdfium));
            var (width, height) = PngFile.Points(await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken));
            Assert.InRange(width, 594, 597);
            Assert.InRange(height, 840, 843);
            var refused = await Assert.ThrowsAsync<DocumentReadingException>(() => PageDrawing.DrawAsync(path, 99, 72, output, WithoutPdfium));
            Assert.Equal(ReadingOutcome.Corrupt, refused.Code);
        }
        finally
        {
            File.Delete(output);
        }
    }

    [Fact]
    public async Task RecognisesPicturesWherePdfiumIsMissing()
    {
        var picture = new GrayBitmap(1240, 1754, Enumerable.Repeat((byte)255, 1240 * 1754).ToArray());
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, PdfBytes.OnePage(PdfBytes.Line("The supplier delivers within fifteen days", 72, 700, 20)), TestContext.Current.CancellationToken);
            var facts = await PopplerFacts.OfAsync(new PopplerProgram(file, 10), 100, TestContext.Current.CancellationToken);
            Assert.Equal((612f, 792f), Assert.Single(facts.Sizes));
            var (width, height, pixels) = PopplerDrawing.Parse(await PopplerDrawing.DrawAsync(new PopplerProgram(file, 10), 1, 200 / 72f, gray: true, TestContext.Current.CancellationToken));
            picture = new GrayBitmap(width, height, pixels);
        }
        finally
        {
            File.Delete(file);
        }

        var scan = PdfBytes.OnePage("q 612 0 0 792 0 0 cm /I Do Q", "/XObject<</I 6 0 R>>", more: (6, PdfBytes.Stream(
            picture.Pixels, $"/Type/XObject/Subtype/Image/Width {picture.Width}/Height {picture.Height}/BitsPerComponent 8/ColorSpace/DeviceGray", compress: true)));
        var text = await Fixture.ReadBytesAsync(scan, "scan.pdf", WithoutPdfium);
        Assert.Equal("poppler+tesseract", text.Engine);
        Assert.Contains("supplier delivers within fifteen days", text.PlainText, StringComparison.Ordinal);
        Assert.InRange(text.Blocks[0].OcrConfidence!.Value, 0.5, 1);
        Assert.InRange(text.Blocks[0].Boxes![0].Top, 70, 95);
    }

    [Fact]
    public async Task NamesWhyItCannotRead()
    {
        Assert.Equal(ReadingOutcome.Corrupt, await RefusalAsync([.. PdfBytes.Latin("%PDF-1.4\n"), .. new byte[20_000]]));
        Assert.Equal(ReadingOutcome.Encrypted, await RefusalAsync(EncryptedPdf.Write("sesame", "owner")));
        Assert.Equal(ReadingOutcome.NoText, await RefusalAsync(PdfBytes.OnePage("")));
        Assert.Equal(ReadingOutcome.TooManyPages, await RefusalAsync(PdfBytes.Pages(PdfBytes.Text, PdfBytes.Text, PdfBytes.Text), new ReadingOptions { MaxPages = 2 }));
    }

    [Fact]
    public async Task IsNotDrownedInWhatItComplainsAbout()
    {
        var flood = PdfBytes.OnePage(PdfBytes.Text + string.Concat(Enumerable.Repeat(new string('A', 300) + "\n", 100_000)), compress: true);
        Assert.Equal(PdfBytes.Sentence, (await ReadAsync(flood, new ReadingRequest("", "a.pdf") { Engine = PdfEngine.Poppler })).PlainText);
    }

    [Fact]
    public async Task KeepsAPasswordOffTheCommandLine()
    {
        // A file with a password is read by PDFium, which takes it in memory.
        var text = await ReadAsync(EncryptedPdf.Write("sesame", "owner"), new ReadingRequest("", "a.pdf") { Engine = PdfEngine.Poppler, Password = "sesame" });
        Assert.Equal("pdfium", text.Engine);
    }

    [Fact]
    public async Task ReadsPagesThatAreTurnedCroppedOrLeftOut()
    {
        var turned = PdfBytes.OnePage(PdfBytes.Line("BESIDE", 20, 20) + PdfBytes.Line("MIDDLE of the page", 150, 300), page: "/Rotate 90/CropBox[100 100 500 700]");
        var text = await Fixture.ReadBytesAsync(turned, "a.pdf", WithoutPdfium);
        var same = await Fixture.ReadBytesAsync(turned, "a.pdf");
        Assert.Equal("MIDDLE of the page", text.PlainText);
        Assert.Equal(same.PlainText, text.PlainText);
        var (ours, theirs) = (same.Blocks[0].Boxes![0], text.Blocks[0].Boxes![0]);
        Assert.InRange(theirs.Left, ours.Left - 4, ours.Left + 4);
        Assert.InRange(theirs.Top, ours.Top - 4, ours.Top + 4);

        var pages = PdfBytes.Pages(PdfBytes.Line("1.1 Page one.", 72, 700), PdfBytes.Line("1.2 Page two.", 72, 700), PdfBytes.Line("1.3 Page three.", 72, 700));
        var rest = await ReadAsync(pages, new ReadingRequest("", "a.pdf") { Engine = PdfEngine.Poppler, SkippedPages = [2] });
        Assert.Equal([1, 3], rest.Blocks.Select(block => block.Page!.Value));
        Assert.Contains(ReadingWarning.PartialPages, rest.Warnings);
    }

    private static List<DocumentBlock> Clauses(DocumentText text) => [.. text.Blocks.Where(block => block.Kind is BlockKind.Heading or BlockKind.ListItem && block.Label is not null)];

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static Task<DocumentText> ReadAsync(string path, PdfEngine engine) =>
        ReadingServices.Direct(new ReadingOptions()).ReadAsync(new ReadingRequest(path, "a.pdf") { Engine = engine }, null, TestContext.Current.CancellationToken);

    private static async Task<DocumentText> ReadAsync(byte[] bytes, ReadingRequest request, ReadingOptions? options = null)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            return await ReadingServices.Direct(options ?? new ReadingOptions()).ReadAsync(request with { Path = path }, null, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<string> RefusalAsync(byte[] bytes, ReadingOptions? options = null) =>
        (await Assert.ThrowsAsync<DocumentReadingException>(() => ReadAsync(bytes, new ReadingRequest("", "a.pdf") { Engine = PdfEngine.Poppler }, options))).Code;
}
