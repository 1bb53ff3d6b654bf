using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Documents.Reading;

namespace KnowledgeBase.Tests.Contracts.Consistency;

/// <summary>What does not fit together inside one contract, each kind once, and what looks like it and is none.</summary>
public sealed class ConsistencyTests
{
    private const string Front = "加工合同\n甲方：苏州明远有限公司\n乙方：无锡长青有限公司\n";
    private const string Articles = "第一条 甲方委托乙方加工零件。\n第二条 乙方应按时交货。\n第三条 质量应符合国家标准。\n第四条 甲方应按时付款。\n";

    [Theory]
    [InlineData(ContractWarnings.WordsFigures, "第五条 价款为人民币肆仟伍佰元整（￥1500元）。")]
    [InlineData(ContractWarnings.WordsFigures, "第五条 甲方应在三十日（20日）内付款。")]
    [InlineData(ContractWarnings.DanglingReference, "第五条 违反第十二条的，应承担违约责任。")]
    [InlineData(ContractWarnings.UndefinedTerm, "第五条 丙方对乙方的债务承担连带责任。")]
    [InlineData(ContractWarnings.UndefinedTerm, "第五条 乙方应按“验收大纲”执行。\n第六条 不符合“验收大纲”的，应当返工。")]
    [InlineData("", "第五条 价款为人民币肆仟伍佰元整（￥4,500元）。")]
    [InlineData("", "第五条 违反第二条的，按照《中华人民共和国民法典》第五百七十七条承担责任。")]
    [InlineData("", "第五条 本合同所称“验收大纲”指附件一。\n第六条 不符合“验收大纲”的，应当返工。")]
    [InlineData("", "第五条 以下简称“图纸”。\n第六条 “图纸”由甲方提供。")]
    public void LooksInsideAChineseContract(string type, string text) => Require(type, Front + Articles + text);

    [Theory]
    [InlineData(ContractWarnings.UndefinedTerm, "5. The Supplier shall meet the Acceptance Criteria.\n6. Goods that fail the Acceptance Criteria may be rejected.")]
    [InlineData(ContractWarnings.WordsFigures, "5. The Buyer shall pay within thirty (20) days.")]
    [InlineData(ContractWarnings.DanglingReference, "5. Clause 14 applies.")]
    [InlineData("", "5. The Supplier shall meet the Delivery Date.\n6. The Delivery Date may be extended.")]
    [InlineData("", "5. The works are at Harbour Point.\n6. Access to Harbour Point is by Quay Street, and the Supplier shall see Quay Street first.")]
    public void LooksInsideAnEnglishContract(string type, string text) => Require(
        type,
        "SUPPLY AGREEMENT\n1. \"Goods\" means the items in Schedule 1, and \"Delivery Date\" means 1 May 2026.\n2. \"Price\" means USD 5,000.\n3. The Supplier shall deliver the Goods.\n4. The Buyer shall pay the Price.\n" + text);

    [Fact]
    public void AReferenceThatWasLeftBehindIsToldWithWhatItMeant()
    {
        var before = Front + "第一条 加工内容\n第二条 甲方应在验收后付款。\n第三条 乙方应按时交货。\n第四条 违反第三条的，应支付违约金。\n第五条 争议由法院管辖。";
        var after = Front + "第一条 加工内容\n第二条 甲方应在验收后付款。\n第三条 双方应当保密，未经同意不得披露。\n第四条 乙方应按时交货。\n第五条 违反第三条的，应支付违约金。\n第六条 争议由法院管辖。";
        var warning = Assert.Single(ContractComparison.Compare(TypedText.Read(before), TypedText.Read(after)).Warnings);
        Assert.Equal((ContractWarnings.StaleReference, "b", "第三条", "乙方应按时交货。"), (warning.Type, warning.Side, warning.Text, warning.Expected));
    }

    [Theory]
    [InlineData("contracts/mutated/service_zh_a.txt")]
    [InlineData("contracts/mutated/lease_en_a.txt")]
    [InlineData("contracts/mutated/labour_zh_a.txt")]
    [InlineData("contracts/mutated/saas_en_a.txt")]
    [InlineData("contracts/mutated/loan_zh_a.txt")]
    [InlineData("contracts/own/lease_zh_a.txt")]
    [InlineData("contracts/own/license_en_a.txt")]
    [InlineData("contracts/purchase_zh_original.docx")]
    [InlineData("contracts/services_en_original.docx")]
    [InlineData("contracts/purchase_zh_rewrite_zh.docx")]
    public async Task NothingIsSaidOfASoundContract(string name)
    {
        var text = await Fixture.ReadAsync(name);
        Assert.Empty(ContractComparison.Compare(text, text).Warnings.Select(warning => $"{warning.Type} {warning.Text}"));
    }

    private static void Require(string type, string text)
    {
        var read = TypedText.Read(text);
        Assert.Equal(type.Length == 0 ? [] : [type], ContractComparison.Compare(read, read).Warnings.Where(warning => warning.Side == "a").Select(warning => warning.Type));
    }
}
