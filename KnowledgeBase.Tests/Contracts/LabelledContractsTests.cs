using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Documents.Reading;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>Whole contracts, revised in many ways, in Word and PDF: the application's own reading, clauses, pairs and kinds.</summary>
public sealed class LabelledContractsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("purchase_zh", "docx", "docx", 0.99)]
    [InlineData("purchase_zh", "pdf", "pdf", 0.97)]
    [InlineData("purchase_zh", "docx", "pdf", 0.97)]
    [InlineData("services_en", "docx", "docx", 0.99)]
    [InlineData("services_en", "pdf", "pdf", 0.97)]
    [InlineData("services_en", "docx", "pdf", 0.97)]
    public async Task AgreesWithTheLabels(string id, string left, string right, double segmentation)
    {
        var a = await Fixture.ReadAsync($"contracts/{id}_original.{left}");
        var b = await Fixture.ReadAsync($"contracts/{id}_revised.{right}");
        Require(new LabelledContracts(LabelledContracts.Truth(id), ContractComparison.Compare(a, b)), segmentation, $"{id} {left}-{right}");
    }

    [Fact]
    public async Task AgreesWithTheLabelsWhenTheChangesAreTracked()
    {
        var original = await Fixture.ReadAsync("contracts/purchase_zh_original.docx");
        var accepted = await Fixture.ReadAsync("contracts/purchase_zh_revised_tracked.docx");
        Require(new LabelledContracts(LabelledContracts.Truth("purchase_zh"), ContractComparison.Compare(original, accepted)), 0.99, "tracked, accepted");

        var rejected = await Fixture.ReadAsync("contracts/purchase_zh_revised_tracked.docx", view: ReadingView.Original);
        Require(new LabelledContracts(LabelledContracts.Truth("purchase_zh"), ContractComparison.Compare(rejected, accepted)), 0.99, "tracked, both views");
    }

    [Theory]
    [InlineData("purchase_zh_original")]
    [InlineData("purchase_zh_revised")]
    [InlineData("services_en_original")]
    [InlineData("services_en_revised")]
    public async Task FindsNoDifferenceBetweenAContractAndItsOwnPdf(string name)
    {
        var result = ContractComparison.Compare(await Fixture.ReadAsync($"contracts/{name}.docx"), await Fixture.ReadAsync($"contracts/{name}.pdf"));
        var different = result.Alignment.Where(item => item.Relation is not (ClauseRelation.Identical or ClauseRelation.Equal) || item.DifferenceKinds.Count > 0 || item.Moved);
        Assert.Empty(different.Select(item => $"{item.Key} {item.Relation} {string.Join(',', item.DifferenceKinds)}"));
        Assert.Empty(result.Warnings);
    }

    private void Require(LabelledContracts score, double segmentation, string what)
    {
        output.WriteLine($"{what}: {score.Figures}");
        Assert.True(score.Segmentation >= segmentation, score.Figures);
        Assert.Equal(1, score.Labels);
        Assert.True(score.Alignment >= 0.99, score.Figures);
        Assert.True(score.Kinds >= 0.92, score.Figures);
        Assert.True(score.FalseAlarms <= 1, score.Figures);
        Assert.Equal((0, 0, 0, 0), (score.Missed, score.CriticalMissing, score.MovesWrong, score.WarningsMissing));
    }
}
