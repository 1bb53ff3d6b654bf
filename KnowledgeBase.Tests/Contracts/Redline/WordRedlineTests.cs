using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using KnowledgeBase.Core.Contracts.Redline;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Word;
using KnowledgeBase.Tests.Documents.Reading;

namespace KnowledgeBase.Tests.Contracts.Redline;

public sealed partial class WordRedlineTests(ITestOutputHelper output)
{
    private static readonly WordRedline Redline = new(TimeProvider.System);

    [Theory]
    [InlineData("purchase_zh_original.docx", "purchase_zh_revised.docx")]
    [InlineData("purchase_zh_revised.docx", "purchase_zh_original.docx")]
    [InlineData("services_en_original.docx", "services_en_revised.docx")]
    [InlineData("services_en_revised.docx", "services_en_original.docx")]
    [InlineData("purchase_zh_original.docx", "purchase_zh_revised_tracked.docx")]
    [InlineData("purchase_zh_original.docx", "services_en_original.docx")]
    [InlineData("edge/e07_tables.docx", "purchase_zh_revised.docx")]
    [InlineData("services_en_original.docx", "edge/e02_legal_numbering.docx")]
    [InlineData("edge/e08_toc_fields.docx", "edge/e01_cjk_numbering.docx")]
    [InlineData("edge/e01_cjk_numbering.docx", "edge/e09_runs_breaks.docx")]
    public void AcceptingGivesTheRevisedTextAndRejectingTheOriginal(string original, string revised)
    {
        var (first, second) = (Bytes(original), Bytes(revised));
        var result = Redline.Write(first, second, "Chen", TestContext.Current.CancellationToken);
        var document = Document(result.File);
        Assert.Equal(Plain(second, accept: true), Texts(document, accept: true));
        Assert.Equal(Plain(first, accept: true), Texts(document, accept: false));

        var ids = RevisionId().Matches(document).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        output.WriteLine($"{original} -> {revised}: {result.Insertions} insertions, {result.Deletions} deletions, {Economy(document, first, second):0.00} of the least characters");
    }

    [Theory]
    [InlineData("purchase_zh_original.docx", "purchase_zh_revised.docx")]
    [InlineData("services_en_original.docx", "services_en_revised.docx")]
    public void StrikesHardlyMoreThanItMust(string original, string revised)
    {
        var (first, second) = (Bytes(original), Bytes(revised));
        var economy = Economy(Document(Redline.Write(first, second, "Chen", CancellationToken.None).File), first, second);
        output.WriteLine($"{economy:0.000}");
        Assert.InRange(economy, 0.5, 1.3);
    }

    [Fact]
    public void TheSameFileTwiceHasNoChange()
    {
        var result = Redline.Write(Bytes("purchase_zh_original.docx"), Bytes("purchase_zh_original.docx"), "Chen", CancellationToken.None);
        Assert.Equal((0, 0), (result.Insertions, result.Deletions));
        Assert.Empty(RevisionId().Matches(Document(result.File)));
    }

    [Fact]
    public void APictureThatInflatesWithoutEndIsRefused()
    {
        using var file = new MemoryStream();
        file.Write(Bytes("purchase_zh_original.docx"));
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var picture = zip.CreateEntry("word/media/image9.bin").Open();
            var zeros = new byte[1 << 20];
            for (var left = 200; left > 0; left--)
            {
                picture.Write(zeros);
            }
        }

        var refused = Assert.Throws<DocumentReadingException>(() => Redline.Write(file.ToArray(), Bytes("purchase_zh_revised.docx"), "Chen", CancellationToken.None));
        Assert.Equal(ReadingOutcome.Bomb, refused.Code);
    }

    [Fact]
    public void NothingIsHalfStruckInsideANumber()
    {
        var document = Document(Redline.Write(Word("违约金为合同总价的5.0%，即人民币100,000元。"), Word("违约金为合同总价的5.5%，即人民币120,000元。"), "Chen", CancellationToken.None).File);
        Assert.Contains("<w:delText xml:space=\"preserve\">5.0</w:delText>", document, StringComparison.Ordinal);
        Assert.Contains("<w:t xml:space=\"preserve\">120,000</w:t>", document, StringComparison.Ordinal);
    }

    [Fact]
    public void KeepsTheFormOfWhatStays()
    {
        var original = Word("<w:r><w:rPr><w:b/></w:rPr><w:t>甲方</w:t></w:r><w:r><w:t>应当在15个工作日内付款。</w:t></w:r>", raw: true);
        var document = Document(Redline.Write(original, Word("甲方应当在15日内付款。"), "Chen", CancellationToken.None).File);
        Assert.Contains("<w:r><w:rPr><w:b /></w:rPr><w:t xml:space=\"preserve\">甲方</w:t></w:r>", document, StringComparison.Ordinal);
        Assert.Contains("<w:delText xml:space=\"preserve\">个工作</w:delText>", document, StringComparison.Ordinal);
        Assert.DoesNotContain("<w:ins ", document, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesObjectsThatOnlyTheRevisedFileHas()
    {
        const string Picture = "<w:r><w:object/></w:r>";
        var refused = Assert.Throws<RedlineException>(() => Redline.Write(Word("甲方"), Word("<w:r><w:t>甲方</w:t></w:r>" + Picture, raw: true), "Chen", CancellationToken.None));
        Assert.Equal(RedlineException.Objects, refused.Code);
        // What both have, or only the original, is no reason to refuse.
        Assert.NotNull(Redline.Write(Word("<w:r><w:t>甲方</w:t></w:r>" + Picture, raw: true), Word("乙方"), "Chen", CancellationToken.None));
    }

    [Fact]
    public void RefusesANoteThatOnlyTheRevisedFileHasAndSaysSo()
    {
        var revised = Word("<w:r><w:t>甲方</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r>", raw: true);
        Assert.Equal(RedlineException.Notes, Assert.Throws<RedlineException>(() => Redline.Write(Word("甲方"), revised, "Chen", CancellationToken.None)).Code);
    }

    [Fact]
    public void TellsWhichPartsItDoesNotShow()
    {
        Assert.Empty(Redline.Write(Bytes("purchase_zh_original.docx"), Bytes("purchase_zh_original.docx"), "Chen", CancellationToken.None).LeftOut);
        var renamed = WithPart("edge/e06_footnotes.docx", "word/footnotes.xml", text => text.Replace("</w:t>", "另行约定</w:t>", StringComparison.Ordinal));
        Assert.Equal([RedlineResult.Notes], Redline.Write(Bytes("edge/e06_footnotes.docx"), renamed, "Chen", CancellationToken.None).LeftOut);
        var header = HeaderOf("purchase_zh_original.docx");
        var headed = WithPart("purchase_zh_original.docx", header, text => text.Replace("</w:t>", "修订稿</w:t>", StringComparison.Ordinal));
        Assert.Equal([RedlineResult.Headers], Redline.Write(Bytes("purchase_zh_original.docx"), headed, "Chen", CancellationToken.None).LeftOut);
    }

    private static string HeaderOf(string name)
    {
        using var zip = new ZipArchive(new MemoryStream(Bytes(name)));
        return zip.Entries.First(entry => HeaderPart().IsMatch(entry.FullName) && new StreamReader(entry.Open()).ReadToEnd().Contains("</w:t>", StringComparison.Ordinal)).FullName;
    }

    private static byte[] WithPart(string file, string part, Func<string, string> change)
    {
        using var stream = new MemoryStream();
        stream.Write(Bytes(file));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            string text;
            using (var reader = new StreamReader(zip.GetEntry(part)!.Open())) text = reader.ReadToEnd();
            zip.GetEntry(part)!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(part).Open());
            writer.Write(change(text));
        }

        return stream.ToArray();
    }

    [Fact]
    public void RefusesWhatIsNoWordFile() => Assert.ThrowsAny<Exception>(() => Redline.Write(Encoding.UTF8.GetBytes("no zip"), Bytes("purchase_zh_original.docx"), "Chen", CancellationToken.None));

    /// <summary>Characters struck and put in, as a share of the fewest that lead from one text to the other.</summary>
    private static double Economy(string document, byte[] first, byte[] second)
    {
        var marked = Marked().Matches(document).Sum(match => match.Groups["text"].Value.Count(character => !char.IsWhiteSpace(character)))
            + Inserted().Matches(document).SelectMany(match => Text().Matches(match.Value)).Sum(match => match.Groups["text"].Value.Count(character => !char.IsWhiteSpace(character)));
        return (double)marked / Math.Max(1, Least(string.Join('\n', Plain(first, true)), string.Join('\n', Plain(second, true))));
    }

    private static int Least(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = 0;
            for (var j = 1; j <= b.Length; j++)
            {
                (diagonal, row[j]) = (row[j], a[i - 1] == b[j - 1] ? diagonal + 1 : Math.Max(row[j], row[j - 1]));
            }
        }

        return a.Length + b.Length - (2 * row[b.Length]);
    }

    private static List<string> Plain(byte[] file, bool accept) => Texts(Document(file), accept);

    /// <summary>Paragraphs by a reading of its own: nothing here is shared with what is tested.</summary>
    private static List<string> Texts(string document, bool accept)
    {
        var root = XElement.Parse(document, LoadOptions.PreserveWhitespace);
        string[] dropped = accept ? ["del", "moveFrom"] : ["ins", "moveTo"];
        var (texts, carried) = (new List<string>(), "");
        foreach (var paragraph in root.Descendants(WordXml.W + "p"))
        {
            carried += TextOf(paragraph);
            if (paragraph.Element(WordXml.W + "pPr")?.Element(WordXml.W + "rPr")?.Elements().Any(mark => dropped.Contains(mark.Name.LocalName)) != true)
            {
                texts.Add(carried);
                carried = "";
            }
        }

        texts.Add(carried);
        return [.. texts.Where(text => text.Length > 0)];

        string TextOf(XElement element) => string.Concat(element.Elements().Select(child => child.Name.LocalName switch
        {
            "t" or "delText" => string.Concat(child.Value.Where(character => !char.IsWhiteSpace(character))),
            "noBreakHyphen" => "-",
            "pPr" or "rPr" or "instrText" or "Fallback" or "p" or "txbxContent" => "",
            var name when dropped.Contains(name) => "",
            _ => TextOf(child),
        }));
    }

    private static byte[] Bytes(string name) => File.ReadAllBytes(Fixture.Path("contracts/" + name));

    private static string Document(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>A Word file of one paragraph.</summary>
    private static byte[] Word(string text, bool raw = false)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""");
            Write("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>""");
            Write("word/document.xml", $"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>{(raw ? text : $"<w:r><w:t>{text}</w:t></w:r>")}</w:p></w:body></w:document>""");

            void Write(string name, string content)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    [GeneratedRegex("<w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange) w:id=\"([0-9]+)\"")]
    private static partial Regex RevisionId();

    [GeneratedRegex("^word/(?:header|footer)[0-9]*[.]xml$")]
    private static partial Regex HeaderPart();

    [GeneratedRegex("<w:delText[^>]*>(?<text>[^<]*)<")]
    private static partial Regex Marked();

    [GeneratedRegex("<w:ins [^>]*[^/]>.*?</w:ins>", RegexOptions.Singleline)]
    private static partial Regex Inserted();

    [GeneratedRegex("<w:t(?: [^>]*)?>(?<text>[^<]*)<")]
    private static partial Regex Text();
}
