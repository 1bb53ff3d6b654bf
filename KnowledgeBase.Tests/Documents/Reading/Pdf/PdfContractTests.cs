using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Tests.Documents.Reading.Pdf;

/// <summary>The contracts as PDF say what the same contracts say as Word files.</summary>
public sealed partial class PdfContractTests
{
    [Theory]
    [InlineData("purchase_zh_original")]
    [InlineData("purchase_zh_revised")]
    [InlineData("services_en_original")]
    [InlineData("services_en_revised")]
    public async Task ReadsTheSameClausesAsInTheWordFile(string name)
    {
        var word = await Fixture.ReadAsync($"contracts/{name}.docx");
        var pdf = await Fixture.ReadAsync($"contracts/{name}.pdf");
        Assert.Equal(Clauses(word), Clauses(pdf));
        Assert.Equal("pdfium", pdf.Engine);
    }

    [Theory]
    [InlineData("purchase_zh_original")]
    [InlineData("services_en_original")]
    public async Task ReadsTheSameRuledTableAsInTheWordFile(string name)
    {
        var word = (await Fixture.ReadAsync($"contracts/{name}.docx")).Blocks.Where(block => block.Cells is { Count: > 4 }).Select(Table);
        var pdf = await Fixture.ReadAsync($"contracts/{name}.pdf");
        var tables = pdf.Blocks.Where(block => block.Kind == BlockKind.Table).ToList();
        Assert.Equal(word, tables.Select(Table));
        Assert.All(tables, table => Assert.Equal(table.Cells!.Count, table.Boxes!.Count));
        Assert.All(tables, table => Assert.Equal(table.Text.Split('\n'), table.Boxes!.Select(box => table.Line.Substring(box.Start, box.Length))));
    }

    private static string Table(DocumentBlock block) => string.Join('\n', block.Cells!.Select(row => string.Join('|', row.Select(Normal))));

    [Fact]
    public async Task LeavesOutWatermarkHeadersAndPageNumbers()
    {
        var expected = JsonSerializer.Deserialize<JsonElement[]>(await File.ReadAllTextAsync(Fixture.Path("contracts/edge/expected.json")))!
            .First(item => item.GetProperty("file").GetString() == "e12_watermark_columns.pdf").GetProperty("blocks").EnumerateArray()
            .Select(pair => (Normal(pair[0].GetString()!), Normal(pair[1].GetString()!)));
        var text = await Fixture.ReadAsync("contracts/edge/e12_watermark_columns.pdf");
        Assert.Equal(expected, text.Blocks.Select(block => (Normal(block.Label ?? ""), Normal(block.Text))));
        Assert.Equal(3, text.PageCount);
    }

    [Fact]
    public async Task KeepsHeadersAndFootersApartWhenAsked()
    {
        var text = await Fixture.ReadAsync("contracts/edge/e12_watermark_columns.pdf", new ReadingOptions { KeepPageFurniture = true });
        Assert.Equal(3, text.Blocks.Count(block => block.Kind == BlockKind.Header && Normal(block.Text) == "示例合同第3版"));
        Assert.Equal(["1/3", "2/3", "3/3"], text.Blocks.Where(block => block.Kind == BlockKind.Footer).Select(block => Normal(block.Text)));
    }

    [Fact]
    public async Task KnowsWhereEachLineStands()
    {
        var text = await Fixture.ReadAsync("contracts/purchase_zh_original.pdf");
        foreach (var block in text.Blocks)
        {
            Assert.NotEmpty(block.Boxes!);
            Assert.All(block.Boxes!, box =>
            {
                Assert.InRange(box.Left, 0, 596);
                Assert.InRange(box.Top, 0, 842);
                Assert.InRange(box.Start + box.Length, 0, block.Line.Length);
            });
            // The lines of a block cover its text, but for the spaces between them.
            Assert.InRange(block.Boxes!.Sum(box => box.Length), block.Line.Length - block.Boxes!.Count - 1, block.Line.Length);
        }
    }

    private static List<(string, string)> Clauses(DocumentText text) =>
    [
        .. text.Blocks.Where(block => block.Kind is BlockKind.Heading or BlockKind.ListItem && block.Label is not null)
            .Select(block => (Normal(block.Label!), Normal(block.Text))),
    ];

    private static string Normal(string text) => Ignored().Replace(text.Normalize(NormalizationForm.FormKC), "");

    [GeneratedRegex(@"[\s\u200B\u00AD_]+")]
    private static partial Regex Ignored();
}
