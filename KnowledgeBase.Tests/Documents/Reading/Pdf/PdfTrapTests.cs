using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Pdf;
using static KnowledgeBase.Tests.Documents.Reading.Pdf.PdfBytes;

namespace KnowledgeBase.Tests.Documents.Reading.Pdf;

/// <summary>What PDF files do to text, one trap after another.</summary>
public sealed class PdfTrapTests
{
    [Fact]
    public async Task ReadsRadicalsAsTheCharactersThatTheyStandFor() =>
        // U+2EA0, U+2ED3 and U+2ED9 of the supplement, which no normalisation knows, and U+2F48 of the Kangxi radicals.
        Assert.Equal("民长韦月", (await ReadAsync(Mapped("<0001000200030004> Tj", "2EA0", "2ED3", "2ED9", "2F49"))).PlainText);

    [Fact]
    public async Task ReadsLigaturesAsLettersOfOneWord()
    {
        // One glyph stands for "ffi": its letters share a place, and neither a space nor a double is among them.
        Assert.Equal("office", (await ReadAsync(Mapped("<000100020003> Tj", "006F", "006600660069", "00630065"))).PlainText);
        Assert.Equal("diff", (await ReadAsync(Mapped("<000100020003> Tj", "0064", "0069", "FB00"))).PlainText);
    }

    [Fact]
    public async Task ReadsTextThatIsDrawnTwiceToLookBoldOnce()
    {
        var page = Line("Liability of the Supplier", 72, 700) + Line("Liability of the Supplier", 72.4, 700) + Line("Different offers differ", 72, 650);
        Assert.Equal(["Liability of the Supplier", "Different offers differ"], (await ReadAsync(OnePage(page))).Blocks.Select(block => block.Line));
    }

    [Fact]
    public async Task MakesTextThatCanBeStoredOfHalfCharacters()
    {
        var text = await ReadAsync(Mapped("<00010002000300040005> Tj", "0041", "D83D", "FFFE", "0000", "0042"));
        Assert.StartsWith("A", text.PlainText, StringComparison.Ordinal);
        Assert.EndsWith("B", text.PlainText, StringComparison.Ordinal);
        Assert.DoesNotContain(text.PlainText, c => char.IsSurrogate(c) || c is '\0' or '\uFFFE');
    }

    [Fact]
    public async Task KeepsACellOverTwoColumnsWhole()
    {
        const string Rulings = "72 700 m 400 700 l S 72 680 m 400 680 l S 72 660 m 400 660 l S 72 640 m 400 640 l S 72 640 m 72 700 l S 400 640 m 400 700 l S 236 640 m 236 680 l S\n";
        var page = Rulings + Line("Prices of goods that go over both of the columns", 80, 685) + Line("Sensor", 80, 665) + Line("1,250.00", 245, 665) + Line("Gateway", 80, 645) + Line("8,900.00", 245, 645);
        var table = Assert.Single((await ReadAsync(OnePage(page))).Blocks);
        Assert.Equal("Prices of goods that go over both of the columns\nSensor | 1,250.00\nGateway | 8,900.00", table.Text);
    }

    [Fact]
    public async Task LeavesNoSpacesBetweenHanziAndOneAfterALabel()
    {
        // A title with gaps between its characters, and an article whose number stands apart from its name.
        var title = await ReadAsync(Mapped("[<0001> -800 <0002> -800 <0003>] TJ", "5408", "540C", "4E66"));
        Assert.Equal("合同书", title.PlainText);
        var article = await ReadAsync(Mapped("1 0 0 1 72 700 Tm <000100020003> Tj 1 0 0 1 142 700 Tm <00040005> Tj", "7B2C", "4E00", "6761", "5B9A", "4E49"));
        Assert.Equal(("第一条", "定义"), (article.Blocks[0].Label, article.Blocks[0].Text));
        Assert.Equal("第一条 定义", article.PlainText);
    }

    [Fact]
    public void TellsPagesThatHaveToBeRecognised()
    {
        Assert.True(ScanDetection.NeedsOcr(Page(new string('a', 10), cover: 0.9f))); // a scan with a stamp of text
        Assert.False(ScanDetection.NeedsOcr(Page(new string('a', 10), cover: 0.1f))); // a short page with a logo
        Assert.False(ScanDetection.NeedsOcr(Page(new string('a', 300), cover: 0.9f))); // text over a background
        Assert.True(ScanDetection.NeedsOcr(Page("", cover: 0, paths: 900))); // text drawn as outlines
        Assert.False(ScanDetection.NeedsOcr(Page("", cover: 0, paths: 3))); // an empty page
        Assert.True(ScanDetection.NeedsOcr(Page(new string('a', 70) + new string('\uE123', 30), cover: 0))); // a font that nobody can read
        Assert.True(ScanDetection.NeedsOcr(Page(new string('a', 70) + new string('\uFFFD', 30), cover: 0)));
    }

    private static PageGlyphs Page(string text, float cover, int paths = 0) =>
        new(1, 595, 842, [.. text.Select((c, i) => new Glyph(c, 5 * i, (5 * i) + 5, 100, 10, 0, false, false, false))]) { Objects = new PageObjects([], cover, paths) };

    private static Task<DocumentText> ReadAsync(byte[] bytes) => Fixture.ReadBytesAsync(bytes, "a.pdf");

    /// <summary>A page in a font whose codes 1, 2, 3 ... stand for the UTF-16 given in hexadecimal.</summary>
    private static byte[] Mapped(string operators, params string[] characters)
    {
        var map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            + $"{characters.Length} beginbfchar\n{string.Concat(characters.Select((character, i) => $"<{i + 1:X4}> <{character}>\n"))}endbfchar endcmap end end";
        return OnePage($"BT /F2 20 Tf 1 0 0 1 72 700 Tm {operators} ET", "/Font<</F1 5 0 R/F2 6 0 R>>", more:
        [
            (6, Latin("<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>")),
            (7, Latin("<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 9 0 R>>")),
            (8, Stream(Latin(map))),
            (9, Latin("<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>")),
        ]);
    }
}
