using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Api.Evaluation;

/// <summary>A program makes a set, runs it, compares two runs and takes the results away.</summary>
public sealed class EvaluationApiTests(KnowledgeBaseApplication application) : IClassFixture<KnowledgeBaseApplication>
{
    private readonly HttpClient _client = application.ClientOf(KnowledgeBaseApplication.AdminKey);

    [Fact]
    public async Task ASetOfAnFaqIsMadeRunComparedAndExported()
    {
        var faq = await FaqAsync("怎么申请退款？", "如何开具发票？", "快递到哪里了？");
        var set = await (await PostAsync("/api/v1/evaluation/sets", new
        {
            collectionId = faq,
            name = "问题",
            questions = new[]
            {
                new { question = "申请退款怎么弄", expected = "怎么申请退款？", category = "口语" },
                new { question = "发票如何开具", expected = "如何开具发票？", category = "口语" },
                new { question = "东西到手就坏了找谁", expected = "怎么申请退款？", category = "否定" },
            },
        })).JsonAsync(201);
        var id = set.GetProperty("id").GetGuid();
        Assert.Equal(3, set.GetProperty("questionCount").GetInt32());
        Assert.Equal("口语", (await GetAsync($"/api/v1/evaluation/sets/{id}/questions?take=2")).GetProperty("items")[1].GetProperty("category").GetString());

        var before = await RunAsync(id, new { name = "之前", vectorWeight = 1 });
        Assert.Equal("done", before.GetProperty("run").GetProperty("status").GetString());
        Assert.Equal(3, before.GetProperty("run").GetProperty("metrics").GetProperty("count").GetInt32());
        Assert.NotEmpty(before.GetProperty("run").GetProperty("identity").GetProperty("modelSha256").GetString()!);
        Assert.Equal(101, before.GetProperty("thresholds").GetArrayLength());
        Assert.Equal(["口语", "否定"], before.GetProperty("categories").EnumerateArray().Select(row => row.GetProperty("category").GetString()).Order(StringComparer.Ordinal));

        // The very words of the missed question become a phrasing: the next run finds it.
        await AddEntryAsync(faq, "怎么申请退款？（售后）", "东西到手就坏了找谁");
        await WaitForVectorsAsync(faq);
        var outcomes = await GetAsync($"/api/v1/evaluation/runs/{IdOf(before)}/outcomes");
        Assert.Equal(3, outcomes.GetProperty("total").GetInt32());
        var after = await RunAsync(id, new { name = "之后", vectorWeight = 1, instruction = "用于客服意图识别：" });
        var compared = await GetAsync($"/api/v1/evaluation/runs/{IdOf(after)}/compare?with={IdOf(before)}");
        Assert.Equal(3, compared.GetProperty("questions").GetInt32());
        Assert.InRange(compared.GetProperty("pValue").GetDouble(), 0, 1);

        var table = TableReader.Read(await _client.GetByteArrayAsync($"/api/v1/evaluation/runs/{IdOf(after)}/export?format=xlsx"));
        Assert.Equal(["question", "category", "expected", "clause", "found", "rank", "cosine"], table[0].Cells);
        // What is exported makes the same set again.
        using var again = await ImportAsync(faq, "again", await _client.GetByteArrayAsync($"/api/v1/evaluation/sets/{id}/export"));
        Assert.Equal(3, (await again.JsonAsync(201)).GetProperty("questionCount").GetInt32());

        Assert.Equal(409, (int)(await PostAsync($"/api/v1/evaluation/runs/{IdOf(after)}/cancel", new { })).StatusCode);
        Assert.Equal(204, (int)(await _client.DeleteAsync($"/api/v1/evaluation/runs/{IdOf(after)}")).StatusCode);
        Assert.Single((await GetAsync($"/api/v1/evaluation/sets/{id}/runs")).EnumerateArray());
        Assert.Equal(204, (int)(await _client.DeleteAsync($"/api/v1/evaluation/sets/{id}")).StatusCode);
        Assert.Equal(404, (int)(await _client.GetAsync($"/api/v1/evaluation/runs/{IdOf(before)}")).StatusCode);
    }

    [Fact]
    public async Task ASetOfDocumentsFindsDocumentAndClause()
    {
        await application.WaitForEngineAsync();
        var contracts = await _client.CreateCollectionAsync("采购合同");
        await _client.UploadReadyAsync(contracts, "采购.txt", "第一条 付款\n买方应在收到货物后三十日内付清全部货款。\n第二条 交货\n卖方逾期交货超过十五日的，买方有权解除合同。\n");
        await _client.UploadReadyAsync(contracts, "租赁.txt", "第一条 租金\n承租人每月五日前支付租金。\n第二条 押金\n押金为两个月租金，期满后无息退还。\n");
        using var imported = await ImportAsync(contracts, "问题", Encoding.UTF8.GetBytes("问题,文档,条款,类别\n货晚到半个月能不能退合同,采购.txt,第二条,口语\n押金什么时候还,租赁.txt,,\n"));
        var set = (await imported.JsonAsync(201)).GetProperty("id").GetGuid();
        foreach (var weight in new[] { 1.0, 0.7, 0 })
        {
            var run = await RunAsync(set, new { name = weight.ToString(CultureInfo.InvariantCulture), vectorWeight = weight });
            var outcomes = (await GetAsync($"/api/v1/evaluation/runs/{IdOf(run)}/outcomes")).GetProperty("items").EnumerateArray().ToList();
            Assert.Equal("第二条", outcomes[0].GetProperty("clause").GetString());
            Assert.All(outcomes, outcome => Assert.InRange(outcome.GetProperty("rank").GetInt32(), 1, 4));
            // The deposit is asked for in the words of its clause: whatever the weight, its contract comes first.
            Assert.Equal(1, outcomes[1].GetProperty("rank").GetInt32());
            Assert.StartsWith("租赁.txt", outcomes[1].GetProperty("found").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhatIsWrongIsNamedRowByRowInTheCallersLanguage()
    {
        var faq = await FaqAsync("怎么退款？");
        using var answer = await ImportAsync(faq, "x", Encoding.UTF8.GetBytes($"question,expected\n退钱,怎么退款？\n换货,怎么换货？\n,怎么退款？\n{new string('长', 2001)},怎么退款？\n退钱,怎么退款？\n"), "zh-CN");
        var problem = await answer.RefusedAsync(400, "set_has_faults");
        Assert.Equal(4, problem.GetProperty("faultCount").GetInt32());
        Assert.Equal(
            ["第 3 行： 该知识库中没有“怎么换货？”。", "第 4 行： 缺少问题。", "第 5 行： 问题超过 2,000 个字符。", "第 6 行： 与第 2 行的问题重复。"],
            problem.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("message").GetString()));
        Assert.Empty((await GetAsync($"/api/v1/evaluation/sets?collectionId={faq}")).EnumerateArray());
        using var list = await PostAsync("/api/v1/evaluation/sets", new { collectionId = faq, name = "x", questions = new[] { new { question = "a", expected = "nothing of ours" } } });
        Assert.Equal("Row 1: there is no “nothing of ours” in this collection.", (await list.RefusedAsync(400, "set_has_faults")).GetProperty("faults")[0].GetProperty("message").GetString());
        using var columns = await ImportAsync(faq, "x", Encoding.UTF8.GetBytes("frage,antwort\na,b\n"));
        Assert.Equal("question, expected", (await columns.RefusedAsync(400, "table_columns")).GetProperty("what").GetString());
        using var nameless = await PostAsync("/api/v1/evaluation/sets", new { collectionId = faq, name = " ", questions = Array.Empty<object>() });
        await nameless.RefusedAsync(400, "name_missing");
    }

    [Fact]
    public async Task TheDescriptionHasEveryRoute()
    {
        var paths = (await GetAsync("/openapi/v1.json")).GetProperty("paths");
        var operations = paths.EnumerateObject().Where(path => path.Name.StartsWith("/api/v1/evaluation/", StringComparison.Ordinal)).SelectMany(path => path.Value.EnumerateObject()).ToList();
        Assert.Equal(15, operations.Count);
        Assert.All(operations, operation => Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!));
    }

    private static Guid IdOf(JsonElement detail) => detail.GetProperty("run").GetProperty("id").GetGuid();

    private async Task<Guid> FaqAsync(params string[] questions)
    {
        await application.WaitForEngineAsync();
        using var answer = await PostAsync("/api/v1/collections", new { name = "客服", kind = "faq" });
        var id = (await answer.JsonAsync(201)).GetProperty("id").GetGuid();
        foreach (var question in questions)
        {
            await AddEntryAsync(id, question);
        }

        await WaitForVectorsAsync(id);
        return id;
    }

    private async Task AddEntryAsync(Guid faq, string question, params string[] phrasings)
    {
        using var answer = await PostAsync($"/api/v1/faqs/{faq}/entries", new { question, answer = "答案", phrasings, status = "published" });
        await answer.JsonAsync(201);
    }

    private async Task WaitForVectorsAsync(Guid faq) => Assert.True(
        await application.Services.GetRequiredService<FaqStore>().WaitForVectorsAsync(faq, TimeSpan.FromMinutes(1), CancellationToken.None));

    /// <summary>A run once it is over, with what it measured.</summary>
    private async Task<JsonElement> RunAsync(Guid set, object body)
    {
        using var started = await PostAsync($"/api/v1/evaluation/sets/{set}/runs", body);
        await started.JsonAsync(202);
        while (true)
        {
            var detail = await GetAsync(started.Headers.Location!.ToString());
            if (detail.GetProperty("run").GetProperty("status").GetString() is not ("waiting" or "running"))
            {
                return detail;
            }

            await Task.Delay(50);
        }
    }

    private async Task<HttpResponseMessage> ImportAsync(Guid collection, string name, byte[] table, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/evaluation/sets/import?collectionId={collection}&name={name}") { Content = new ByteArrayContent(table) };
        return await application.ClientOf(KnowledgeBaseApplication.AdminKey, language).SendAsync(request);
    }

    private Task<HttpResponseMessage> PostAsync(string path, object body) => _client.PostAsJsonAsync(path, body);

    private async Task<JsonElement> GetAsync(string path) => await _client.GetFromJsonAsync<JsonElement>(path);
}
