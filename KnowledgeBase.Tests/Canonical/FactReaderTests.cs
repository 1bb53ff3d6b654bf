using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Tests.Canonical;

public sealed class FactReaderTests
{
    [Theory]
    [InlineData("money:CNY:100000", "合同总价为人民币壹拾万元整。", "总价10万元", "￥100,000.00", "RMB 100,000")]
    [InlineData("%:5", "按5.0%计", "百分之五", "5 percent of the price", "５％")]
    [InlineData("dur:bd:15", "15个工作日内", "十五个工作日", "within fifteen (15) business days")]
    [InlineData("dur:m:24", "期限为二年", "24个月", "two years")]
    [InlineData("date:2026-03-01", "2026年3月1日", "二〇二六年三月一日", "2026-03-01", "1 March 2026", "March 1, 2026")]
    [InlineData("ref:clause:47", "依照第四十七条", "第47条的规定", "Article 47")]
    public void OneFactHasOneKeyInEveryNotation(string key, params string[] texts) =>
        Assert.All(texts, text => Assert.Equal(key, Assert.Single(FactReader.Read(text)).Key));

    [Fact]
    public void AFactKnowsWhereItStands()
    {
        const string Text = "乙方应当在收到发票后 １５ 个工作日内支付 ￥ 3,200 元。";
        Assert.Equal(["１５ 个工作日", "￥ 3,200 元"], FactReader.Read(Text).Select(fact => Text.Substring(fact.Range.Start, fact.Range.Length)));
    }

    [Theory]
    [InlineData("第四十七条", "ref:clause:47")]
    [InlineData("第47条", "ref:clause:47")]
    [InlineData("4.2", "ref:clause:4.2")]
    [InlineData("Section 4.2", "ref:clause:4.2")]
    [InlineData("附件一", "ref:annex:1")]
    [InlineData("（三）", "ref:clause:3")]
    [InlineData("", null)]
    public void ALabelHasTheKeyOfAReferenceToIt(string label, string? key) => Assert.Equal(key, FactReader.KeyOfLabel(label));
}
