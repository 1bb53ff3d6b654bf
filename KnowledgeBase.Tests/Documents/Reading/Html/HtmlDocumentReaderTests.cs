using System.Text;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Tests.Documents.Reading.Html;

public sealed class HtmlDocumentReaderTests
{
    [Fact]
    public async Task ReadsHeadingsClausesListsAndTables()
    {
        var text = await ReadAsync(
            "<html><head><title>无关</title><style>p{color:red}</style></head><body><h1>采购合同</h1><p>第一条 价款<br>第二条 交货</p>"
            + "<ol type=a start=2><li>验收<li>付款</ol><ul><li>备注</ul>"
            + "<table><tr><th>品名<th>数量<tr><td rowspan=2>控制柜<td>2<tr><td>3</table></body></html>");
        Assert.Equal(new DocumentBlock(BlockKind.Heading, "采购合同", null, 1), text.Blocks[0]);
        Assert.Equal(["第一条", "第二条", "b.", "c.", null], text.Blocks.Skip(1).Take(5).Select(block => block.Label));
        Assert.Equal(BlockKind.ListItem, text.Blocks[5].Kind);
        Assert.Equal("品名 | 数量\n控制柜 | 2\n | 3", text.Blocks[6].Text);
        Assert.Equal(["品名", "数量"], text.Blocks[6].Table!.Header);
        Assert.DoesNotContain("无关", text.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScriptsStylesAndFramesNeverBecomeText()
    {
        var text = await ReadAsync(
            "<p>正文</p><script>alert(1)</script><style>body{}</style><iframe src='http://127.0.0.1:9/'>框</iframe><noscript>无</noscript>"
            + "<svg onload=alert(2)><text>图</text></svg><p style='display: none'>隐藏条款</p><table><tr><td>a<script>x()</script></td><td>b</td></tr></table>");
        Assert.Equal("正文\na | b", text.PlainText);
        Assert.Equal([ReadingWarning.HiddenText], text.Warnings);
    }

    [Fact]
    public async Task ATableThatLaysOutAPageIsNotOne()
    {
        var text = await ReadAsync("<table><tr><td><table><tr><td>甲<td>乙</table><p>第一条 总则</p></td></tr></table>");
        Assert.Equal([BlockKind.Table, BlockKind.Heading], text.Blocks.Select(block => block.Kind));
    }

    [Fact]
    public async Task TakesTheEncodingThatThePageNames()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding("shift_jis").GetBytes("<meta charset=\"Shift_JIS\"><p>契約書の目的は次のとおりとする。</p>");
        var text = await Fixture.ReadBytesAsync(bytes, "a.html");
        Assert.Equal("契約書の目的は次のとおりとする。", text.PlainText);
        Assert.Empty(text.Warnings);
    }

    /// <summary>A web system's export has the name of an Office file.</summary>
    [Theory]
    [InlineData("报表.xls")]
    [InlineData("合同.doc")]
    public async Task ReadsAPageUnderTheNameOfAnOfficeFile(string name)
    {
        var text = await Fixture.ReadBytesAsync(Encoding.UTF8.GetBytes("<html><body><table><tr><td>编号</td><td>金额</td></tr><tr><td>1</td><td>200</td></tr></table></body></html>"), name);
        Assert.Equal(("html", "编号 | 金额\n1 | 200"), (text.Engine, text.PlainText));
    }

    [Fact]
    public async Task NestingOfAnyDepthIsRead()
    {
        var text = await ReadAsync(string.Concat(Enumerable.Repeat("<div>", 20_000)) + "深处");
        Assert.Equal("深处", text.PlainText);
    }

    private static Task<DocumentText> ReadAsync(string html) => Fixture.ReadBytesAsync(Encoding.UTF8.GetBytes(html), "a.html");
}
