using System.Text;
using static KnowledgeBase.Tests.Documents.Reading.Pdf.PdfBytes;

namespace KnowledgeBase.Tests.Documents.Reading.Worker;

/// <summary>PDF files made to break a reader, one per way of breaking.</summary>
internal static class HostilePdfs
{
    private const int Depth = 12;

    /// <summary>Twelve form XObjects, each drawing the next ten times: 10^11 drawings from 3 KB.</summary>
    public static byte[] ExponentialForms() => OnePage("/X Do\n", "/XObject<</X 6 0 R>>/Font<</F1 5 0 R>>", more: [.. Forms(6)]);

    /// <summary>Three pages, of which the middle one never ends.</summary>
    public static byte[] ExponentialPage(string before, string after) => Write(
    [
        (1, Latin("<</Type/Catalog/Pages 2 0 R>>")),
        (2, Latin("<</Type/Pages/Kids[3 0 R 4 0 R 6 0 R]/Count 3/MediaBox[0 0 612 792]/Resources<</XObject<</X 20 0 R>>/Font<</F1 5 0 R>>>>>>")),
        (3, Latin("<</Type/Page/Parent 2 0 R/Contents 7 0 R>>")),
        (4, Latin("<</Type/Page/Parent 2 0 R/Contents 8 0 R>>")),
        (5, Latin(Font)),
        (6, Latin("<</Type/Page/Parent 2 0 R/Contents 9 0 R>>")),
        (7, Stream(Latin(Line(before, 72, 600)))),
        (8, Stream(Latin("/X Do\n"))),
        (9, Stream(Latin(Line(after, 72, 600)))),
        .. Forms(20),
    ]);

    public static byte[] FormInItself() => OnePage(
        Text + "/X1 Do\n", "/Font<</F1 5 0 R>>/XObject<</X1 6 0 R>>",
        more: (6, Stream(Latin("/X1 Do\n" + Text), "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X1 6 0 R>>/Font<</F1 5 0 R>>>>")));

    /// <summary>A content stream that inflates to a gigabyte of white space.</summary>
    public static byte[] Gigabyte()
    {
        var data = Deflate(stream =>
        {
            stream.Write(Latin(Text));
            var spaces = new byte[1 << 20];
            Array.Fill(spaces, (byte)' ');
            for (var i = 0; i < 1024; i++) stream.Write(spaces);
        });
        return Write(
            (1, Latin("<</Type/Catalog/Pages 2 0 R>>")),
            (2, Latin("<</Type/Pages/Kids[3 0 R]/Count 1>>")),
            (3, Latin("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>")),
            (4, [.. Latin($"<</Filter/FlateDecode/Length {data.Length}>>stream\n"), .. data, .. Latin("\nendstream")]),
            (5, Latin(Font)));
    }

    public static byte[] PagesInThemselves() => Write(
        (1, Latin("<</Type/Catalog/Pages 2 0 R>>")),
        (2, Latin("<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>")),
        (3, Latin("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>")),
        (4, Stream(Latin(Text))),
        (5, Latin(Font)));

    public static byte[] ManyPages(int count) => Write(
    [
        (1, Latin("<</Type/Catalog/Pages 2 0 R>>")),
        (2, Latin($"<</Type/Pages/Kids[{string.Join(' ', Enumerable.Range(10, count).Select(number => $"{number} 0 R"))}]/Count {count}/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>>>")),
        (4, Stream(Latin(Text))),
        (5, Latin(Font)),
        .. Enumerable.Range(10, count).Select(number => (number, Latin("<</Type/Page/Parent 2 0 R/Contents 4 0 R>>"))),
    ]);

    /// <summary>Says that it has two thousand million pages.</summary>
    public static byte[] LyingCount() => Replaced(OnePage(Text), "/Count 1>>", "/Count 2000000000>>");

    public static byte[] OutlineInItself() => OnePage(
        Text, catalog: "/Outlines 6 0 R",
        more: [(6, Latin("<</Type/Outlines/First 7 0 R/Last 7 0 R>>")), (7, Latin("<</Title(A)/Next 7 0 R/First 7 0 R/Parent 6 0 R/Dest[3 0 R/Fit]>>"))]);

    public static byte[] Unbalanced() => OnePage(string.Concat(Enumerable.Repeat("q ", 1_000_000)) + Text, compress: true);

    public static byte[] SelfDrawingGlyph() => OnePage(
        Text + "BT /F3 12 Tf 72 690 Td (aaaa) Tj ET", "/Font<</F1 5 0 R/F3 6 0 R>>",
        more:
        [
            (6, Latin("<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[1]/Encoding<</Differences[97/a]>>/CharProcs<</a 7 0 R>>/Resources<</Font<</F3 6 0 R>>>>>>")),
            (7, Stream(Latin("BT /F3 1 Tf (aa) Tj ET"))),
        ]);

    /// <summary>A script, a program, a form and a link that all call out as soon as anybody runs them.</summary>
    public static byte[] CallingOut(int port) => OnePage(
        Text, page: $"/Annots[6 0 R]/AA<</O<</S/URI/URI(http://127.0.0.1:{port}/page)>>>>",
        catalog: $"/OpenAction<</S/JavaScript/JS(app.launchURL(\"http://127.0.0.1:{port}/script\",true);)/Next<</S/Launch/F(/bin/sh)>>>>",
        more: (6, Latin($"<</Type/Annot/Subtype/Link/Rect[0 0 600 800]/A<</S/SubmitForm/F(http://127.0.0.1:{port}/form)>>>>")));

    /// <summary>Its second content stream is a file of the machine.</summary>
    public static byte[] ForeignStream() => Write(
        (1, Latin("<</Type/Catalog/Pages 2 0 R>>")),
        (2, Latin("<</Type/Pages/Kids[3 0 R]/Count 1>>")),
        (3, Latin("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents[4 0 R 6 0 R]/Resources<</Font<</F1 5 0 R>>>>>>")),
        (4, Stream(Latin(Text))),
        (5, Latin(Font)),
        (6, Latin("<</F(/etc/passwd)/Length 0>>stream\n\nendstream")));

    public static byte[] Attachment() => OnePage(
        Text, catalog: "/Names<</EmbeddedFiles<</Names[(evil.exe) 6 0 R]>>>>",
        more: [(6, Latin("<</Type/Filespec/F(../../evil.exe)/EF<</F 7 0 R>>>>")), (7, Stream(new byte[1000], "/Type/EmbeddedFile"))]);

    private static IEnumerable<(int, byte[])> Forms(int first) => Enumerable.Range(0, Depth).Select(i => (first + i, Stream(
        Latin(i < Depth - 1 ? string.Concat(Enumerable.Repeat("/X Do\n", 10)) : Text),
        $"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<{(i < Depth - 1 ? $"/XObject<</X {first + i + 1} 0 R>>" : "")}/Font<</F1 5 0 R>>>>")));

    private static byte[] Replaced(byte[] file, string old, string now) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(file).Replace(old, now, StringComparison.Ordinal));
}
