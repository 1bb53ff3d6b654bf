using System.Text;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Tests.Documents.Reading.Tables;

public sealed class CsvDocumentReaderTests
{
    [Theory]
    [InlineData(",", "utf-8")]
    [InlineData(";", "GB18030")]
    [InlineData("\t", "utf-16")]
    public async Task FindsTheSeparatorAndTheEncoding(string separator, string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var lines = new[] { "问题,答案", "\"退款,怎么办？\",七个工作日内原路退回", "发票何时寄出？,付款后三日内" }.Select(line => line.Replace(",", separator, StringComparison.Ordinal));
        var bytes = Encoding.GetEncoding(encoding) is var found ? found.GetPreamble().Concat(found.GetBytes(string.Join("\r\n", lines))).ToArray() : [];
        var table = Assert.Single((await Fixture.ReadBytesAsync(bytes, "faq.csv")).Blocks);
        Assert.Equal(["问题", "答案"], table.Table!.Header);
        Assert.Equal([$"退款{separator}怎么办？".Trim(), "七个工作日内原路退回"], table.Cells![1].Select(cell => cell.Replace(" ", separator, StringComparison.Ordinal)));
        Assert.Equal(3, table.Cells.Count);
    }

    [Fact]
    public async Task ReadsAFileWhoseQuotationMarkIsNeverClosedLineByLine()
    {
        var text = await Fixture.ReadBytesAsync(Encoding.UTF8.GetBytes("甲,乙\n\"没有结束,1\n" + string.Concat(Enumerable.Repeat("丙,丁\n", 10_000))), "a.csv");
        Assert.Contains(ReadingWarning.MalformedRows, text.Warnings);
        Assert.Equal(10_002, text.Blocks.Sum(block => block.Cells!.Count));
    }

    [Fact]
    public async Task RefusesMoreCellsThanATableMayHave() => Assert.Equal(
        ReadingOutcome.TooLarge,
        await Fixture.RefusalAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a,b\n", 600))), "a.csv", new ReadingOptions { MaxTableCells = 1000 }));
}
