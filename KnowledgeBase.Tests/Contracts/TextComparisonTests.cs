using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>What the whole product is for, in single sentences.</summary>
public sealed class TextComparisonTests
{
    [Fact]
    public void NamesTheUnitThatTurnsWorkingDaysIntoDays()
    {
        var result = ContractComparison.CompareTexts("乙方逾期交付货物超过15个工作日，甲方有权解除合同。", "乙方逾期交付货物超过15日，甲方有权解除合同。");
        Assert.Equal(TextRelation.Differs, result.Relation);
        var unit = Assert.Single(result.Differences, difference => difference.Matters);
        Assert.Equal((DifferenceKind.Unit, "15个工作日", "15日", Severity.High), (unit.Kind, unit.From, unit.To, unit.Severity));
        Assert.Equal(new TextRange(10, 6), unit.RangeA);
        Assert.Equal(new TextRange(10, 3), unit.RangeB);
    }

    [Theory]
    [InlineData("违约金为合同总额的5%。", "违约金为合同总额的5.0%。")]
    [InlineData("违约金为合同总额的5%。", "违约金为合同总额的百分之五。")]
    [InlineData("违约金为合同总额的5.0％。", "违约金为合同总额的 百分之五。")]
    public void TakesFivePercentForFivePercent(string a, string b)
    {
        var result = ContractComparison.CompareTexts(a, b);
        Assert.Equal(TextRelation.Equal, result.Relation);
        Assert.Empty(result.DifferenceKinds);
    }

    [Fact]
    public void TakesTwoDraftsWithoutACommonWordForOneClause()
    {
        var result = ContractComparison.CompareTexts(
            "因乙方原因导致工期延误超过30日，甲方有权单方解除本合同，并要求乙方支付合同总价10%的违约金。",
            "若乙方未能按期完工，延误达一个月以上，甲方有权终止合作，并收取相当于合同金额一成的赔偿。");
        Assert.Equal(TextRelation.Paraphrase, result.Relation);
        Assert.Empty(result.DifferenceKinds);
        // 30日 and 一个月, 解除 and 终止 are worth a look, and no more.
        Assert.Contains(result.Differences, difference => difference is { Kind: DifferenceKind.Duration, Severity: Severity.Info, From: "30日", To: "一个月" });
    }
}
