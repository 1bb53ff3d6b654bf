using KnowledgeBase.Core.Documents.Reading;
using static KnowledgeBase.Tests.Documents.Reading.Pdf.PdfBytes;

namespace KnowledgeBase.Tests.Documents.Reading.Pdf;

/// <summary>Tables without rulings are cells; what only looks like one is text.</summary>
public sealed class AlignedTableTests
{
    private static readonly string[][] Prices =
    [
        ["Item", "Model", "Quantity", "Unit price"],
        ["Pressure sensor", "PT-100", "20", "1,250.00"],
        ["Gateway", "GW-7", "4", "8,900.00"],
        ["Cable, shielded, 10 m", "C-10", "120", "36.50"],
    ];

    [Theory]
    [InlineData(PdfEngine.Pdfium)]
    [InlineData(PdfEngine.Poppler)]
    public async Task ReadsCellsThatOnlyTheirPlacesKeepApart(PdfEngine engine)
    {
        var page = Line("The Supplier sells the goods below at the prices that are stated there.", 72, 720)
            + Rows(Prices, 690, [72, 230, 320, 400]) + Line("Prices are in euros and do not include value added tax.", 72, 600);
        var text = await ReadAsync(OnePage(page), engine);
        Assert.Equal([BlockKind.Paragraph, BlockKind.Table, BlockKind.Paragraph], text.Blocks.Select(block => block.Kind));
        var table = text.Blocks[1];
        Assert.Equal(Prices.Select(row => string.Join('|', row)), table.Cells!.Select(row => string.Join('|', row)));
        Assert.Equal(Prices[0], table.Table!.Header);
        Assert.Equal(4, table.Boxes!.Count);
        Assert.Equal(table.Text.Split('\n'), table.Boxes!.Select(box => table.Line.Substring(box.Start, box.Length)));
        // The third row's baseline is 792 - (690 - 2 * 18) points from the top.
        Assert.InRange(138f, table.Boxes![2].Top, table.Boxes[2].Top + table.Boxes[2].Height);
    }

    [Fact]
    public async Task ReadsNumbersThatAreSetToTheRight()
    {
        string[][] rows = [["2023", "9.5", "12,000"], ["2024", "10.25", "8,500"], ["2025", "101.75", "115,300"], ["2026", "7", "90"]];
        var page = string.Concat(rows.Select((row, i) =>
            Line(row[0], 72, 700 - (16 * i)) + Line(row[1], 200 - (6 * row[1].Length), 700 - (16 * i)) + Line(row[2], 330 - (6 * row[2].Length), 700 - (16 * i))));
        var table = Assert.Single((await ReadAsync(OnePage(page))).Blocks);
        Assert.Equal(rows.Select(row => string.Join(" | ", row)), table.Text.Split('\n'));
    }

    [Fact]
    public async Task PartsColumnsWhoseHeadingsStandCloseTogether()
    {
        string[][] rows = [["Country", "Population in millions", "Area", "Capital"], ["Austria", "8.9", "83,879", "Vienna"], ["Belgium", "11.5", "30,689", "Brussels"], ["Denmark", "5.8", "42,951", "Copenhagen"]];
        var page = string.Concat(rows.Select((row, i) => Line(row[0], 72, 700 - (14 * i), 10) + Line(row[1], i == 0 ? 150 : 200, 700 - (14 * i), 10) + Line(row[2], i == 0 ? 254 : 252, 700 - (14 * i), 10) + Line(row[3], 320, 700 - (14 * i), 10)));
        var table = Assert.Single((await ReadAsync(OnePage(page))).Blocks);
        Assert.Equal(rows.Select(row => string.Join(" | ", row)), table.Text.Split('\n'));
    }

    [Fact]
    public async Task PutsTheLinesOfACellTogetherAndLeavesEmptyCellsEmpty()
    {
        var page = Rows([["Milestone", "Due", "Amount"], ["Delivery of all goods to", "15 May 2026", "40,000"]], 700, [72, 260, 380])
            + Line("the site in Ningbo", 72, 700 - 18 - 13)
            + Rows([["Acceptance", "", "50,000"], ["Warranty ends", "15 May 2028", "10,000"]], 640, [72, 260, 380]);
        var table = Assert.Single((await ReadAsync(OnePage(page))).Blocks);
        Assert.Equal(
            ["Milestone | Due | Amount", "Delivery of all goods to the site in Ningbo | 15 May 2026 | 40,000", "Acceptance |  | 50,000", "Warranty ends | 15 May 2028 | 10,000"],
            table.Text.Split('\n'));
    }

    [Fact]
    public async Task GoesOnOnTheNextPageUnderTheSameHeader()
    {
        string[][] first = [Prices[0], .. Enumerable.Range(0, 30).Select(i => new[] { $"Part number {i}", $"P-{i}", $"{i + 1}", $"{i + 1}.50" })];
        string[][] second = [Prices[0], .. Prices[1..]];
        var text = await ReadAsync(Pages(Rows(first, 700, [72, 230, 320, 400]), Rows(second, 700, [72, 230, 320, 400]) + Line("End of the list.", 72, 500)));
        var table = text.Blocks[0];
        Assert.Equal(BlockKind.Table, table.Kind);
        Assert.Equal(34, table.Cells!.Count); // the header once
        Assert.Equal([1, 2], table.Boxes!.Select(box => box.Page).Distinct());
    }

    [Theory]
    [InlineData("(a)|the Supplier delivers the goods|(b)|the Buyer pays the price within 30 days|(c)|each party keeps the contract secret|(d)|the courts of Ningbo decide", 2)] // a list
    [InlineData("Buyer:|Supplier:|Name:|Name:|Title:|Title:|Date:|Date:", 2)] // signatures
    [InlineData("Definitions|3|Delivery|5|Payment|9|Liability|14", 2)] // a list of contents
    public async Task LeavesListsFormsAndContentsAsText(string cells, int columns)
    {
        var rows = cells.Split('|').Chunk(columns).ToArray();
        var text = await ReadAsync(OnePage(Rows(rows, 700, [72, columns == 2 && rows[0][0].Length < 4 ? 110 : 320])));
        Assert.DoesNotContain(text.Blocks, block => block.Kind == BlockKind.Table);
        Assert.All(cells.Split('|'), cell => Assert.Contains(cell, text.PlainText, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LeavesTextInTwoColumnsAsText()
    {
        const string Words = "The parties agree that each of them keeps it";
        var left = string.Concat(Enumerable.Range(0, 12).Select(i => Line(Words, 60, 700 - (14 * i), 10)));
        var right = string.Concat(Enumerable.Range(0, 12).Select(i => Line(Words, 330, 700 - (14 * i), 10)));
        Assert.DoesNotContain((await ReadAsync(OnePage(left + right))).Blocks, block => block.Kind == BlockKind.Table);
    }

    private static string Rows(string[][] rows, double top, double[] columns) => string.Concat(rows.SelectMany((row, i) =>
        row.Select((cell, column) => cell.Length == 0 ? "" : Line(cell.Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal), columns[column], top - (18 * i)))));

    private static async Task<DocumentText> ReadAsync(byte[] bytes, PdfEngine engine = PdfEngine.Automatic)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            return await ReadingServices.Direct(new ReadingOptions()).ReadAsync(new ReadingRequest(path, "a.pdf") { Engine = engine }, null, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
