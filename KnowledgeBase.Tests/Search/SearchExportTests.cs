using System.Net.Http.Json;
using DocumentFormat.OpenXml.Packaging;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Tests.Api;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Search;

public sealed class SearchExportTests(KnowledgeBaseApplication application) : IClassFixture<KnowledgeBaseApplication>
{
    private const string Clause = "乙方迟延交付超过十五日的，甲方有权解除合同。";

    [Fact]
    public async Task WritesHitsAsTablesAndAsAWordDocument()
    {
        await application.WaitForEngineAsync();
        var client = application.ClientOf(KnowledgeBaseApplication.AdminKey, "zh-CN");
        var collection = await client.CreateCollectionAsync("=1+1");
        var document = await client.UploadReadyAsync(collection, "合同.txt", $"第一条 价款\n总价为人民币十万元。\n第二条 迟延交付\n{Clause}\n");
        var address = $"/api/v1/search/export?collections={collection}&q={Uri.EscapeDataString("迟延交付可以解除合同吗")}&mode=hybrid";
        foreach (var format in new[] { "csv", "xlsx" })
        {
            using var answer = await client.GetAsync($"{address}&format={format}");
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());
            Assert.EndsWith($".{format}", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
            var table = TableReader.Read(bytes);
            Assert.Equal(["名次", "文档", "知识库", "条款"], table[0].Cells.Take(4));
            var row = table.Skip(1).First(row => row.Cells[10].Contains(Clause, StringComparison.Ordinal));
            Assert.Equal("合同.txt", row.Cells[1]);
            // What the reader gives back is the name; in the CSV file itself it cannot run.
            Assert.Equal("=1+1", row.Cells[2]);
            Assert.Matches(@"^-?\d\.\d{4}$", row.Cells[6]);
            Assert.Contains($"/documents/{document}?chunk=", row.Cells[11], StringComparison.Ordinal);
            if (format == "csv")
            {
                Assert.DoesNotContain(",=1+1", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
            }
        }

        using var word = WordprocessingDocument.Open(await client.GetStreamAsync($"{address}&format=docx"), isEditable: false);
        var text = word.MainDocumentPart!.Document!.InnerText;
        Assert.All(["迟延交付可以解除合同吗", Clause, "合同.txt", "余弦"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Contains(word.MainDocumentPart.HyperlinkRelationships, link => link.Uri.ToString().Contains($"/documents/{document}", StringComparison.Ordinal));
        Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(word));
    }

    [Fact]
    public async Task RefusesWhatItCannotWrite()
    {
        await application.WaitForEngineAsync();
        var client = application.ClientOf(KnowledgeBaseApplication.AdminKey);
        using var format = await client.GetAsync("/api/v1/search/export?q=x&format=pdf");
        await format.RefusedAsync(400, "format_unknown");
        using var empty = await client.GetAsync("/api/v1/search/export?format=csv");
        await empty.RefusedAsync(400, "query_empty");
        using var like = await client.GetAsync("/api/v1/search/export?like=99999999&format=csv");
        await like.RefusedAsync(404, "not_found");
    }

    [Fact]
    public async Task SearchesWithFiltersWeightAndFusion()
    {
        await application.WaitForEngineAsync();
        var client = application.ClientOf(KnowledgeBaseApplication.AdminKey);
        var collection = await client.CreateCollectionAsync();
        await client.UploadReadyAsync(collection, "a.txt", "第一条 价款\n总价为人民币十万元。\n第二条 迟延交付\n乙方迟延交付超过十五日的，甲方有权解除合同。\n");
        Assert.NotEqual(0, await CountAsync(new { collectionIds = new[] { collection }, query = "合同", mode = "hybrid", fusion = "reciprocalRank", vectorWeight = 0.2 }));
        Assert.Equal(0, await CountAsync(new { collectionIds = new[] { collection }, query = "合同", tags = new[] { "none" } }));
        Assert.Equal(0, await CountAsync(new { collectionIds = new[] { collection }, query = "合同", receivedBefore = "2020-01-01T00:00:00Z" }));
        using var wrong = await client.PostAsJsonAsync("/api/v1/search", new { query = "合同", fusion = "telepathy" });
        await wrong.RefusedAsync(400, "fusion_invalid");
        using var weight = await client.PostAsJsonAsync("/api/v1/search", new { query = "合同", vectorWeight = 2 });
        await weight.RefusedAsync(400, "weight_out_of_range");

        async Task<int> CountAsync(object query)
        {
            using var answer = await client.PostAsJsonAsync("/api/v1/search", query);
            return (await answer.JsonAsync(200)).GetProperty("hits").GetArrayLength();
        }
    }
}
