using System.IO.Compression;
using System.Text;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Tables;
using KnowledgeBase.Core.Tables;

namespace KnowledgeBase.Tests.Faqs.Tables;

public sealed class FaqTableTests
{
    /// <summary>Everything that spreadsheets, CSV or XML could take for something else.</summary>
    private static readonly FaqContent[] Awkward =
    [
        Entry("=1+1", "=HYPERLINK(\"http://evil.example\",\"click\")"), Entry("+86 138 是谁的号码？", "+1"), Entry("-1 怎么办", "-"), Entry("@sum(A1)", "@"),
        Entry("'=quoted", "'"), Entry("''two", "'plain"), Entry("＝full width", "－１"), Entry("comma, \"quotes\"; semicolon", "line one\nline two\n\nline four"),
        Entry("𠮷野家在哪里？", "emoji 😀 and <script>alert(1)</script>"), Entry("tab\tinside", "a\tb"),
        Entry("0012", "1e5") with { Tags = ["a,b"] }, Entry("tags", "x") with { Tags = ["一", "二、三"], Category = "=cmd|' /C calc'!A0" },
        Entry("all", "fields") with
        {
            Phrasings = ["-first", "second, with comma", "'=third"], Tags = ["x", "y"], Status = FaqStatus.Retired,
            ValidFrom = new DateOnly(2026, 1, 31), ValidUntil = new DateOnly(2026, 12, 1), Owner = "王芳",
        },
    ];

    [Theory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Xlsx)]
    public void WhatIsExportedComesBackUnchanged(TableFormat format)
    {
        var file = TableWriter.Write(format, "FAQ", FaqTable.Write(Awkward));
        var rows = FaqTable.Read(TableReader.Read(file), FaqStatus.Draft);
        Assert.All(rows, row => Assert.Empty(row.Faults));
        Assert.Equivalent(Awkward, rows.Select(row => row.Content), strict: true);
    }

    [Fact]
    public void NoCellOfAnExportedFileIsAFormula()
    {
        var csv = Encoding.UTF8.GetString(TableWriter.Write(TableFormat.Csv, "FAQ", FaqTable.Write(Awkward)));
        using var parser = new CsvHelper.CsvParser(new StringReader(csv.TrimStart('\uFEFF')), System.Globalization.CultureInfo.InvariantCulture);
        while (parser.Read())
        {
            Assert.All(parser.Record!, cell => Assert.False(cell.Length > 0 && "=+-@\t\r＝＋－＠".Contains(cell[0], StringComparison.Ordinal), cell));
        }

        using var workbook = new ZipArchive(new MemoryStream(TableWriter.Write(TableFormat.Xlsx, "FAQ", FaqTable.Write(Awkward))));
        using var sheet = new StreamReader(workbook.Entries.Single(entry => entry.FullName.Contains("worksheets", StringComparison.Ordinal)).Open());
        var xml = sheet.ReadToEnd();
        Assert.DoesNotContain("<x:f", xml, StringComparison.Ordinal);
        Assert.Equal(xml.Split("<x:c ").Length, xml.Split("t=\"inlineStr\"").Length);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-8 with mark")]
    [InlineData("GB18030")]
    [InlineData("utf-16")]
    public void ReadsTheEncodingsThatSpreadsheetsWrite(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = name == "utf-8 with mark" ? new UTF8Encoding(true) : name == "utf-8" ? new UTF8Encoding(false) : Encoding.GetEncoding(name);
        byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes("问题,答案,相似问\r\n怎么退款？,\"七天内，\n原路退回\",\"退钱\n钱能退吗\"\r\n")];
        var row = Assert.Single(FaqTable.Read(TableReader.Read(file), FaqStatus.Published));
        Assert.Equal(("怎么退款？", "七天内，\n原路退回"), (row.Content.Question, row.Content.Answer));
        Assert.Equal(["退钱", "钱能退吗"], row.Content.Phrasings);
    }

    [Theory]
    [InlineData("question;answer;tags\nq;a;x,y")]
    [InlineData("question\tanswer\ttags\nq\ta\tx，y")]
    [InlineData("Question,ANSWER,tags\nq,a,\"x\ny\"")]
    public void TellsTheSeparatorsByTheHeader(string text)
    {
        var row = Assert.Single(FaqTable.Read(TableReader.Read(Encoding.UTF8.GetBytes(text)), FaqStatus.Draft));
        Assert.Equal(["x", "y"], row.Content.Tags);
    }

    [Fact]
    public void NamesEveryFaultByItsRow()
    {
        var text = $"question,answer,status,valid_from\nq1,a1,,\n\n,a2,,\nq1,another,,\nq1,a1,,\nq5,,published,\nq6,a,gone,\nq7,a,,yesterday\n{new string('x', 501)},a,,\n";
        var rows = FaqTable.Read(TableReader.Read(Encoding.UTF8.GetBytes(text)), FaqStatus.Published);
        Assert.Equal(
            ["4 question_missing ", "5 repeated_differently 2", "6 repeated 2", "7 answer_missing ", "8 status_unknown gone", "9 date_unknown yesterday", "10 question_too_long "],
            rows.SelectMany(row => row.Faults.Select(fault => $"{row.Number} {fault.Code} {fault.What}")));
    }

    [Theory]
    [InlineData("", "table_empty", null)]
    [InlineData("\n\n", "table_empty", null)]
    [InlineData("frage,antwort\nq,a", "table_columns", 1)]
    [InlineData("question,comment\nq,a", "table_columns", 1)]
    [InlineData("question,answer\nq1,a1\nq2,\"never closed\nq3,a3\n", "table_quotes", 3)]
    public void RefusesAFileThatIsNoTableOfEntries(string text, string code, int? row)
    {
        var refused = Assert.Throws<TableException>(() => FaqTable.Read(TableReader.Read(Encoding.UTF8.GetBytes(text)), FaqStatus.Draft));
        Assert.Equal((code, row), (refused.Code, refused.Row));
    }

    [Fact]
    public void RefusesOtherBytesWithTheLine()
    {
        byte[] broken = [.. Encoding.UTF8.GetBytes("question,answer\nq,a\nq"), 0xFF, 0xFF, .. Encoding.UTF8.GetBytes(",b\n")];
        Assert.Equal(("table_encoding", 3), Refused(broken));
        Assert.Equal(("table_encoding", 2), Refused(Encoding.UTF8.GetBytes("question,answer\nq,\0")));
        Assert.Equal(("table_damaged", null), Refused([.. "PK\u0003\u0004"u8, 1, 2, 3]));
        Assert.Equal(("table_old_excel", null), Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1]));
        Assert.Equal(("table_damaged", null), Refused(Zip("nothing.txt", [1])));

        static (string, int?) Refused(byte[] bytes)
        {
            var refused = Assert.Throws<TableException>(() => TableReader.Read(bytes));
            return (refused.Code, refused.Row);
        }
    }

    [Fact]
    public async Task RefusesWhatIsTooLarge()
    {
        var fifty = new byte[50 << 20];
        Array.Fill(fifty, (byte)'a');
        Assert.Equal("table_too_large", (await Assert.ThrowsAsync<TableException>(() => TableReader.ReadAsync(new MemoryStream(fifty), CancellationToken.None))).Code);
        Assert.Equal("table_too_large", Assert.Throws<TableException>(() => TableReader.Read(Zip("xl/worksheets/sheet1.xml", new byte[210 << 20]))).Code);
        var rows = string.Concat(Enumerable.Repeat("q,a\n", TableReader.MaximumRows + 2));
        Assert.Equal("table_too_many_rows", Assert.Throws<TableException>(() => TableReader.Read(Encoding.UTF8.GetBytes(rows))).Code);
    }

    private static byte[] Zip(string name, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
            entry.Write(content);
        }

        return stream.ToArray();
    }

    private static FaqContent Entry(string question, string answer) => FaqContent.Empty with { Question = question, Answer = answer, Status = FaqStatus.Published };
}
