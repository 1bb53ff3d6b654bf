using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Documents.Reading.Office;

namespace KnowledgeBase.Tests.Documents.Reading.Excel;

public sealed class ExcelDocumentReaderTests
{
    private const string Styles =
        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"&quot;￥&quot;#,##0.00;[Red]-&quot;￥&quot;#,##0.00\"/></numFmts>"
        + "<cellXfs count=\"6\"><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/><xf numFmtId=\"31\"/><xf numFmtId=\"164\"/><xf numFmtId=\"14\"/><xf numFmtId=\"49\"/></cellXfs></styleSheet>";

    [Fact]
    public async Task ShowsValuesAsTheirCellsDo()
    {
        var text = await ReadAsync(
            ("价格表", "visible", "<sheetData>" + Row(1, Text("品名"), Text("单价"), Text("税率"), Text("交货日期"), Text("备注"))
                + Row(2, Text("控制柜"), Number("1234567.5", 3), Number("0.13", 1), Number("45292", 2), "<c t=\"b\"><v>1</v></c>")
                + Row(3, Text("电缆"), Number("-20", 3), Number("0.065", 1), Number("45293.75", 4), "<c t=\"str\"><f>A2&amp;B2</f><v>计算结果</v></c>") + "</sheetData>"));
        Assert.Equal("价格表", text.Blocks[0].Text);
        Assert.Equal((BlockKind.Heading, 1), (text.Blocks[0].Kind, text.Blocks[0].HeadingLevel));
        var table = text.Blocks[1];
        Assert.Equal(["控制柜", "￥1,234,567.50", "13.00%", "2024年1月1日", "TRUE"], table.Cells![1]);
        Assert.Equal(["电缆", "-￥20.00", "6.50%", "2024/1/2", "计算结果"], table.Cells[2]);
        Assert.Equal((1, 1), (table.Table!.FirstRow, table.Table.HeaderRows));
        Assert.Equal(["品名", "单价", "税率", "交货日期", "备注"], table.Table.Header);
    }

    [Fact]
    public async Task LeavesOutHiddenSheetsRowsAndColumnsAndSaysSo()
    {
        var text = await ReadAsync(
            ("公开", "visible", "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>" + Row(1, Text("甲"), Text("底价"), Text("乙"))
                + "<row r=\"2\" hidden=\"1\"><c t=\"inlineStr\"><is><t>秘密行</t></is></c></row>" + Row(3, Text("丙"), Text("丁"), Text("戊")) + "</sheetData>"),
            ("内部", "veryHidden", "<sheetData>" + Row(1, Text("成本价")) + "</sheetData>"));
        Assert.DoesNotContain("底价", text.PlainText, StringComparison.Ordinal);
        Assert.DoesNotContain("秘密行", text.PlainText, StringComparison.Ordinal);
        Assert.DoesNotContain("成本价", text.PlainText, StringComparison.Ordinal);
        Assert.Contains("戊", text.PlainText, StringComparison.Ordinal);
        Assert.Equal([ReadingWarning.HiddenText], text.Warnings);
    }

    [Fact]
    public async Task KeepsRowNumbersAndColumnNamesThroughALongSheet()
    {
        var rows = string.Concat(Enumerable.Range(2, 100).Select(row => Row(row, Text($"第{row}项"), Number(row.ToString(System.Globalization.CultureInfo.InvariantCulture), 0))));
        var text = await ReadAsync(("清单", "visible", $"<sheetData>{Row(1, Text("名称"), Text("数量"))}{rows}</sheetData>"));
        var tables = text.Blocks.Where(block => block.Kind == BlockKind.Table).ToList();
        Assert.Equal([1, 41, 81], tables.Select(table => table.Table!.FirstRow));
        Assert.All(tables, table => Assert.Equal(["名称", "数量"], table.Table!.Header));
        Assert.Equal([1, 0, 0], tables.Select(table => table.Table!.HeaderRows));
        Assert.Equal("第81项 | 81", tables[2].Text.Split('\n')[0]);
    }

    [Fact]
    public async Task ReadsATitleAboveATableAsAParagraphAndATableBelowAnEmptyRowAsAnother()
    {
        var text = await ReadAsync(("S", "visible", "<sheetData>" + Row(1, Text("第三条 价款")) + Row(3, "", Text("甲"), Text("乙")) + Row(4, "", Text("1"), Text("2")) + "</sheetData>"));
        Assert.Equal("第三条", text.Blocks[1].Label);
        Assert.Equal(["甲", "乙"], text.Blocks[2].Cells![0]);
        Assert.Equal(3, text.Blocks[2].Table!.FirstRow);
    }

    [Fact]
    public async Task CopesWithIndexesAndAddressesThatLeadNowhere()
    {
        var text = await ReadAsync(("S", "visible",
            "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>99999</v></c><c r=\"ZZZZZZ1\" t=\"s\"><v>0</v></c></row>"
            + "<row r=\"1048576\"><c r=\"XFD1048576\"><v>7</v></c></row></sheetData>"));
        Assert.Equal(["S", "共享文字 | #REF!", "7"], text.Blocks.Select(block => block.Text));
        Assert.Equal([ReadingWarning.MalformedRows], text.Warnings);
    }

    private static Task<DocumentText> ReadAsync(params (string, string, string)[] sheets) => Fixture.ReadBytesAsync(
        OfficePackage.WithSheets(sheets)
            .WithPart("styles", Styles)
            .WithPart("sharedStrings", "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><r><t>共享</t></r><rPh sb=\"0\" eb=\"1\"><t>gong</t></rPh><r><t>文字</t></r></si></sst>")
            .ToBytes(),
        "表.xlsx");

    /// <summary>Cells in order; an empty string leaves a column out.</summary>
    private static string Row(int number, params string[] cells) =>
        $"<row r=\"{number}\">{string.Concat(cells.Select((cell, i) => cell.Length == 0 ? "" : cell.Insert(2, $" r=\"{(char)('A' + i)}{number}\"")))}</row>";

    private static string Text(string text) => $"<c t=\"inlineStr\"><is><t>{text}</t></is></c>";

    private static string Number(string value, int style) => $"<c s=\"{style}\"><v>{value}</v></c>";
}
