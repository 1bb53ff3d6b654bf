using System.Text;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Documents.Reading.Office;
using static KnowledgeBase.Tests.Documents.Reading.Hostile.HostileFile;

namespace KnowledgeBase.Tests.Documents.Reading.Hostile;

/// <summary>Sheets, values, pages and texts that nest, swell, lie or run scripts.</summary>
internal static class HostileTextFiles
{
    private const string Clause = "第一条 甲方应于2024年1月1日前支付货款人民币壹佰万元整（￥1,000,000.00）。";

    public static IEnumerable<HostileFile> All() => [.. Sheets(), .. Pages(), .. Texts()];

    private static IEnumerable<HostileFile> Sheets()
    {
        yield return new("sparse_corner.xlsx", _ => Sheet(
            $"<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{Sentence}</t></is></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>"), Ok);
        yield return new("corners_without_end.xlsx", _ => Sheet(
            $"<sheetData>{string.Concat(Enumerable.Range(1, 3_000).Select(row => $"<row r=\"{row * 2}\"><c r=\"XFD{row * 2}\"><v>1</v></c></row>"))}</sheetData>"), ReadingOutcome.TooLarge);
        yield return new("shared_text_of_100_megabytes.xlsx", _ => OfficePackage.WithSheets(("S", "visible", "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData>"))
            .WithPart("sharedStrings", $"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>{new string('A', 100 << 20)}</t></si></sst>").ToBytes(), ReadingOutcome.Bomb);
        yield return new("shared_texts_that_are_missing.xlsx", _ => Sheet("<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>999999999</v></c><c r=\"ZZZZZZ1\" t=\"s\"><v>-1</v></c></row></sheetData>"), Ok)
        { Warnings = [ReadingWarning.MalformedRows] };
        yield return new("never_closed.csv", _ => Encoding.UTF8.GetBytes("a,b\n\"never closed,1\n" + string.Concat(Enumerable.Repeat("x,y\n", 100_000))), Ok) { Warnings = [ReadingWarning.MalformedRows] };
        yield return new("fifty_thousand_columns.csv", _ => Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"c{i}")) + "\n" + string.Join(',', Enumerable.Repeat("1", 50_000))), Ok, ReadingOutcome.TooLarge);
        yield return new("formulas.csv", _ => Encoding.UTF8.GetBytes("姓名,金额\n\"=cmd|' /C calc'!A0\",@SUM(1)\n"), Ok) { Contains = ["=cmd|"] };
    }

    private static IEnumerable<HostileFile> Pages()
    {
        yield return new("page.html", port => Encoding.UTF8.GetBytes(
            $"<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:{port}/r\"><script>alert(1)</script><style>body{{background:url(http://127.0.0.1:{port}/c)}}</style><p>{Sentence}</p>"
            + "<p style=\"display:none\">HIDDEN</p><iframe src=file:///etc/passwd></iframe><svg onload=alert(1)>" + string.Concat(Enumerable.Repeat("<div>", 50_000)) + "deep"), Ok)
        { Contains = [Sentence], Lacks = ["HIDDEN", "alert", "root:x:0"], Warnings = [ReadingWarning.HiddenText] };
        yield return new("formatting_without_end.html", _ => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<b><i><font>", 30_000)) + Sentence), Ok) { Contains = [Sentence] };
        yield return new("attributes_without_end.html", _ => Encoding.UTF8.GetBytes("<p " + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"a{i}=1 ")) + $">{Sentence}</p>"), Ok) { Contains = [Sentence] };
        yield return new("marks.md", port => Encoding.UTF8.GetBytes(
            $"# T\n\n<script>alert(1)</script>\n\n[a](javascript:alert(1)) ![x](http://127.0.0.1:{port}/md.png)\n\n" + new string('>', 20_000) + "deep\n\n" + new string('[', 20_000) + "\n\n" + string.Concat(Enumerable.Repeat("*a ", 20_000))), Ok);
        yield return new("script.md", _ => Encoding.UTF8.GetBytes($"# T\n\n<script>alert(1)</script>\n\n{Sentence} <b onclick=alert(2)>b</b>\n"), Ok) { Contains = [Sentence], Lacks = ["alert", "<"] };
    }

    private static IEnumerable<HostileFile> Texts()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var name in (string[])["utf-8", "GB18030", "utf-16", "utf-16BE", "utf-32"])
        {
            yield return new($"encoding_{name}.txt", _ => Encoding.GetEncoding(name) is var encoding ? [.. encoding.Preamble, .. encoding.GetBytes(Clause + "\r\n" + Clause)] : [], Ok) { Contains = ["人民币壹佰万元整"] };
        }

        yield return new("japanese.txt", _ => Encoding.GetEncoding("shift_jis").GetBytes(string.Concat(Enumerable.Repeat("第一条 契約書の目的は次のとおりとする。\n", 6))), Ok);
        yield return new("empty.txt", _ => [], ReadingOutcome.Empty);
        yield return new("white_space.txt", _ => Encoding.UTF8.GetBytes(" \r\n\t\n\u3000"), ReadingOutcome.Empty);
        yield return new("one_line_of_20_megabytes.txt", _ => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Clause, 180_000))), ReadingOutcome.TooLarge);
        yield return new("binary.txt", _ => [.. Enumerable.Range(0, 51_200).Select(i => (byte)i)], ReadingOutcome.TypeMismatch);
        yield return new("two_encodings.txt", _ => [.. Encoding.UTF8.GetBytes(Clause), (byte)'\n', .. Encoding.GetEncoding("GB18030").GetBytes(Clause)], Ok) { Contains = ["人民币壹佰万元整"], Warnings = [ReadingWarning.EncodingGuessed] };
    }

    private static byte[] Sheet(string content) => OfficePackage.WithSheets(("S", "visible", content)).ToBytes();
}
