using System.Text;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Tests.Documents.Reading.Plain;

public sealed class TextDocumentReaderTests
{
    private const string Contract = "第一条 价款\n合同总价为人民币500,000元。\n第二条 违约责任\n买方逾期付款的，应当支付违约金。\n";

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("GB18030", false)]
    [InlineData("big5", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    public async Task FindsTheEncoding(string name, bool mark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        var contract = name == "big5" ? "第一條 價款\n合同總價為人民幣五十萬元。\n買方逾期付款的，應當支付違約金。\n" : Contract;
        var bytes = (mark ? encoding.GetPreamble() : []).Concat(encoding.GetBytes(contract)).ToArray();
        var text = await Fixture.ReadBytesAsync(bytes, "合同.txt");
        Assert.Equal(contract.TrimEnd(), text.PlainText);
    }

    [Fact]
    public async Task KeepsClausesApart()
    {
        var text = await Fixture.ReadBytesAsync(Encoding.UTF8.GetBytes(Contract), "a.txt");
        Assert.Equal(["第一条", null, "第二条", null], text.Blocks.Select(block => block.Label));
        Assert.Equal(BlockKind.Heading, text.Blocks[0].Kind);
        Assert.Equal(text.PlainText.IndexOf("第二条", StringComparison.Ordinal), text.StartOf(2));
    }

    [Fact]
    public async Task JoinsLinesThatAFixedWidthBroke()
    {
        const string Wrapped = """
            The Supplier shall deliver the goods to the place that the Buyer names in
            the order, and shall bear the risk until they are handed over. Where the
            delivery is late by more than fifteen days the Buyer may end the contract
            by notice.

            1. Payment shall be made within thirty days after the invoice has arrived
            at the Buyer's office.
            """;
        var text = await Fixture.ReadBytesAsync(Encoding.UTF8.GetBytes(Wrapped), "a.txt");
        Assert.Equal(2, text.Blocks.Count);
        Assert.EndsWith("contract by notice.", text.Blocks[0].Text, StringComparison.Ordinal);
        Assert.Equal("1.", text.Blocks[1].Label);
    }

    [Fact]
    public async Task ReadsMarkdownWithoutItsMarks()
    {
        const string Markdown = "# 服务协议\n\n**第一条** 见[附件](https://example.com/a)。\n\n| 名称 | 数量 |\n|---|---|\n| 控制柜 | 2 |\n\n- 甲方\n";
        var text = await Fixture.ReadBytesAsync(Encoding.UTF8.GetBytes(Markdown), "a.md");
        Assert.Equal(new DocumentBlock(BlockKind.Heading, "服务协议", null, 1), text.Blocks[0]);
        Assert.Equal("第一条 见附件。", text.Blocks[1].Line);
        Assert.Equal("名称 | 数量\n控制柜 | 2", text.Blocks[2].Text);
        Assert.Equal(new DocumentBlock(BlockKind.ListItem, "甲方"), text.Blocks[3]);
    }

    [Fact]
    public async Task RefusesWhatIsNoText()
    {
        Assert.Equal(ReadingOutcome.Empty, await Fixture.RefusalAsync([], "a.txt"));
        Assert.Equal(ReadingOutcome.Empty, await Fixture.RefusalAsync("  \r\n \t"u8.ToArray(), "a.txt"));
        Assert.Equal(ReadingOutcome.TypeMismatch, await Fixture.RefusalAsync([1, 2, 0, 0, 3, 0, 0, 9], "a.txt"));
        Assert.Equal(ReadingOutcome.TooLarge, await Fixture.RefusalAsync(new byte[2000].Select(_ => (byte)'a').ToArray(), "a.txt", new ReadingOptions { MaxCharacters = 1000 }));
    }
}
