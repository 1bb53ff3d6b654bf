using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Tests.Documents.Reading;

public sealed class ClauseLabelsTests
{
    [Theory]
    [InlineData("第七条 违约责任", "第七条", "违约责任")]
    [InlineData("第七条　违约责任", "第七条", "违约责任")]
    [InlineData("第十二条之一 补充", "第十二条之一", "补充")]
    [InlineData("第 3 条：价款", "第 3 条", "价款")]
    [InlineData("一、价款和支付", "一、", "价款和支付")]
    [InlineData("（一）预付款", "（一）", "预付款")]
    [InlineData("4.2 付款期限", "4.2", "付款期限")]
    [InlineData("4.2.1付款期限", "4.2.1", "付款期限")]
    [InlineData("1) 逾期交货；", "1)", "逾期交货；")]
    [InlineData("① 专用发票。", "①", "专用发票。")]
    [InlineData("附件一：价格表", "附件一", "价格表")]
    [InlineData("Section 4.02 Payment", "Section 4.02", "Payment")]
    [InlineData("ARTICLE IV - TERM", "ARTICLE IV", "TERM")]
    [InlineData("(a) the Buyer", "(a)", "the Buyer")]
    public void SplitsALabelOffItsText(string line, string label, string text)
    {
        Assert.True(ClauseLabels.TrySplit(line, out var foundLabel, out var foundText));
        Assert.Equal((label, text), (foundLabel, foundText));
    }

    [Theory]
    [InlineData("第十条约定的违约金低于实际损失的，按照实际损失赔偿。")]
    [InlineData("第三条、第四条不适用。")]
    [InlineData("2026年3月1日前未付清的，视为违约。")]
    [InlineData("1.5%的违约金按日计算。")]
    [InlineData("三十日内未答复的，视为同意。")]
    [InlineData("3.5 million dollars are due.")]
    [InlineData("Section 4 of the Act applies.")]
    [InlineData("")]
    public void LeavesASentenceThatOnlyBeginsLikeALabel(string line)
    {
        Assert.False(ClauseLabels.TrySplit(line, out _, out var text));
        Assert.Equal(line, text);
    }

    [Theory]
    [InlineData("第三章", ClauseLabelKind.Chapter)]
    [InlineData("第七条", ClauseLabelKind.Article)]
    [InlineData("Schedule 1", ClauseLabelKind.Annex)]
    [InlineData("4.2", ClauseLabelKind.DecimalNumber)]
    [InlineData("4.", ClauseLabelKind.Number)]
    [InlineData("（1）", ClauseLabelKind.NumberInParentheses)]
    [InlineData("（一）", ClauseLabelKind.ChineseNumberInParentheses)]
    [InlineData("(iv)", ClauseLabelKind.Letter)]
    [InlineData("⑤", ClauseLabelKind.CircledNumber)]
    [InlineData(null, ClauseLabelKind.None)]
    public void NamesTheKindOfALabel(string? label, ClauseLabelKind kind) => Assert.Equal(kind, ClauseLabels.KindOf(label));
}
