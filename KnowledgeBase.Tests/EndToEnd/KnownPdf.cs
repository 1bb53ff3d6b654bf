using KnowledgeBase.Core.Documents.Reading.Ocr;
using KnowledgeBase.Core.Documents.Reading.Pdf;
using KnowledgeBase.Core.Documents.Reading.Pdf.Native;
using KnowledgeBase.Tests.Documents.Reading.Pdf;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>
/// A contract of which every line's place is known, because it was put there: three pages with clauses of two lines, the
/// second page cropped, so that places counted from the sheet and from what is shown of it differ.
/// </summary>
internal static class KnownPdf
{
    public const string Clause = "5.2 If delivery is delayed by more than thirty days, the buyer may terminate";
    public const string ClauseEnd = "this contract at once by notice in writing and is repaid all that was paid.";

    /// <summary>Left end of every line, from the left of the sheet, in points.</summary>
    public const float Left = 72;

    /// <summary>Baselines of the clause's two lines, from the bottom of the sheet.</summary>
    public const float Baseline = 520;
    public const float SecondBaseline = 502;
    public const float Size = 12;

    /// <summary>What of the second page is shown: left, bottom, right, top on the sheet.</summary>
    public static (float Left, float Bottom, float Right, float Top) Crop { get; } = (36, 100, 576, 700);

    public static byte[] Write() => PdfBytes.Write(
        (1, PdfBytes.Latin("<</Type/Catalog/Pages 2 0 R>>")),
        (2, PdfBytes.Latin("<</Type/Pages/Kids[3 0 R 4 0 R 6 0 R]/Count 3/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>>>")),
        (3, PdfBytes.Latin("<</Type/Page/Parent 2 0 R/Contents 7 0 R>>")),
        (4, PdfBytes.Latin($"<</Type/Page/Parent 2 0 R/Contents 8 0 R/CropBox[{Crop.Left} {Crop.Bottom} {Crop.Right} {Crop.Top}]>>")),
        (5, PdfBytes.Latin(PdfBytes.Font)),
        (6, PdfBytes.Latin("<</Type/Page/Parent 2 0 R/Contents 9 0 R>>")),
        (7, Page((700, "1.1 The supplier sells and the buyer buys sensors and gateways together with the"), (682, "software and the technical documents that belong to them, as listed in annex one."))),
        (8, Page(
            (640, "5.1 The supplier delivers all goods to the warehouse of the buyer in Suzhou not later"), (622, "than the end of March and unloads them there at its own cost and risk."),
            (Baseline, Clause), (SecondBaseline, ClauseEnd),
            (400, "5.3 The invoice names the number of the order, the tax rate and the account of the"), (382, "supplier, and it is sent by electronic mail to the office of the buyer."))),
        (9, Page((700, "9.1 This contract is governed by the law of the seat of the buyer, and the courts of"), (682, "that place decide every dispute that the parties cannot settle between them."))));

    /// <summary>The second page as a scanner would give it: a picture of it in a file of its own.</summary>
    public static async Task<byte[]> ScanAsync(string folder)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(path, Write());
        PdfiumLibrary.Load("");
        await PdfiumLibrary.Gate.WaitAsync();
        try
        {
            using var file = PdfFile.Open(path, null);
            using var page = file.Page(1)!;
            var picture = PageRenderer.Gray(page, 200 / 72f);
            return PdfBytes.OnePage(
                $"q {Crop.Right - Crop.Left} 0 0 {Crop.Top - Crop.Bottom} 0 0 cm /I Do Q", "/XObject<</I 6 0 R>>",
                mediaBox: $"0 0 {Crop.Right - Crop.Left} {Crop.Top - Crop.Bottom}", more: (6, Image(picture)));
        }
        finally
        {
            PdfiumLibrary.Gate.Release();
            File.Delete(path);
        }
    }

    private static byte[] Page(params (float Baseline, string Text)[] lines) =>
        PdfBytes.Stream(PdfBytes.Latin(string.Concat(lines.Select(line => PdfBytes.Line(line.Text, Left, line.Baseline, Size)))));

    private static byte[] Image(GrayBitmap picture) => PdfBytes.Stream(
        picture.Pixels, $"/Type/XObject/Subtype/Image/Width {picture.Width}/Height {picture.Height}/BitsPerComponent 8/ColorSpace/DeviceGray", compress: true);
}
