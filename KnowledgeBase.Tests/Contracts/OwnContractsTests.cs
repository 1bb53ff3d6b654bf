using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Tests.Documents.Reading;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>Contracts of other kinds and other numbering: a lease with unnumbered paragraphs, a licence with ARTICLE and Section.</summary>
public sealed class OwnContractsTests
{
    [Theory]
    [InlineData("第二条第一款", "第二条第一款", ClauseRelation.Equal, "")]
    [InlineData("第二条第二款", "第二条第二款", ClauseRelation.Modified, "Duration 60日>90日")]
    [InlineData("第三条第一款", "第三条第一款", ClauseRelation.Modified, "Amount 人民币46,800元>人民币48,600元")]
    [InlineData("第三条第三款", "第三条第三款", ClauseRelation.Modified, "Scope 逾期金额>合同总价")]
    [InlineData("第四条", "第四条", ClauseRelation.Modified, "Unit 5个工作日>5日, Term 押金>定金")]
    [InlineData("第五条（四）", "第六条（三）", ClauseRelation.Identical, "")]
    [InlineData("第八条（一）", "第九条（一）", ClauseRelation.Modified, null)]
    [InlineData("第九条第一款", "第十条第一款", ClauseRelation.Modified, "Scope 直接损失>全部损失")]
    [InlineData("第九条第二款", "第十条第二款", ClauseRelation.Identical, "")]
    [InlineData("第十条", "第十一条", ClauseRelation.Paraphrase, "")]
    [InlineData("第十一条", "第十二条", ClauseRelation.Modified, "Forum 人民法院>仲裁委员会")]
    public async Task ComparesALease(string from, string to, ClauseRelation relation, string? differences) =>
        await RequireAsync("lease_zh", from, to, relation, differences);

    [Theory]
    [InlineData("Section 2.01", "Section 2.01", ClauseRelation.Modified, "Negation non-exclusive>exclusive")]
    [InlineData("Section 2.02(b)", "Section 2.02(b)", ClauseRelation.Equal, "")]
    [InlineData("Section 2.03", "Section 2.03", ClauseRelation.Modified, "Modality may>shall")]
    [InlineData("Section 3.01", "Section 3.01", ClauseRelation.Equal, "")]
    [InlineData("Section 3.02", "Section 3.02", ClauseRelation.Modified, "Unit per month>per annum")]
    [InlineData("Section 4.03", "Section 4.01", ClauseRelation.Identical, "")]
    [InlineData("Section 4.02", "Section 4.03", ClauseRelation.Modified, "Threshold shall not exceed>exceed")]
    [InlineData("Section 5.01", "Section 5.01", ClauseRelation.Modified, "Date 1 March 2026>April 1, 2026")]
    [InlineData("Section 6.01", "Section 6.01", ClauseRelation.Modified, "Logic and>or")]
    [InlineData("Section 6.02", "Section 6.02", ClauseRelation.Modified, "Forum Delaware>California")]
    [InlineData("Section 6.03", "Section 6.03", ClauseRelation.Paraphrase, "")]
    public async Task ComparesALicence(string from, string to, ClauseRelation relation, string? differences) =>
        await RequireAsync("license_en", from, to, relation, differences);

    [Fact]
    public async Task TellsAMovedClauseAnAddedArticleAndAReferenceThatWasLeftBehind()
    {
        var result = await CompareAsync("lease_zh");
        Assert.Contains(result.UnitsB, unit => unit.Path == "第五条" && result.Alignment.Any(item => item.Relation == ClauseRelation.Added && item.B.Contains(unit.Id)));
        var warning = Assert.Single(result.Warnings);
        Assert.Equal((ContractWarnings.StaleReference, "第八条"), (warning.Type, warning.Text));
        Assert.StartsWith("有下列情形之一的", warning.Expected, StringComparison.Ordinal);

        var licence = await CompareAsync("license_en");
        Assert.Equal("Section 4.01", licence.UnitsB.Single(unit => unit.Id == licence.Alignment.Single(item => item.Moved).B[0]).Path);
    }

    private static async Task RequireAsync(string contract, string from, string to, ClauseRelation relation, string? differences)
    {
        var result = await CompareAsync(contract);
        // A title and its only paragraph are cited alike; the paragraph is meant.
        var a = result.UnitsA.Last(unit => unit.Path == from);
        var item = result.Alignment.Single(item => item.A.Contains(a.Id));
        Assert.Equal(to, Assert.Single(item.B.Select(id => result.UnitsB.Single(unit => unit.Id == id).Path)));
        Assert.Equal(relation, item.Relation);
        if (differences is null) return;
        Assert.Equal(differences, string.Join(", ", item.Differences.Where(difference => difference.Matters).Select(difference => $"{difference.Kind} {difference.From}>{difference.To}")));
    }

    private static async Task<ComparisonResult> CompareAsync(string contract) =>
        ContractComparison.Compare(await Fixture.ReadAsync($"contracts/own/{contract}_a.txt"), await Fixture.ReadAsync($"contracts/own/{contract}_b.txt"));
}
