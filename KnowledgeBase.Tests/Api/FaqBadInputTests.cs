using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Api;

/// <summary>What people and programs send by mistake or on purpose: named to the row, nothing half-imported, nothing executed.</summary>
public sealed class FaqBadInputTests(KnowledgeBaseApplication application) : IClassFixture<KnowledgeBaseApplication>
{
    private readonly HttpClient _client = application.ClientOf(KnowledgeBaseApplication.AdminKey, "zh-CN");

    [Theory]
    [InlineData("frage,antwort\na,b\n", "table_columns", 1, "question, answer")]
    [InlineData("question,comment\na,b\n", "table_columns", 1, "answer")]
    [InlineData("question,answer\nq1,a1\nq2,\"never closed\nq3,a3\n", "table_quotes", 3, null)]
    [InlineData("question,answer\nq,\0\n", "table_encoding", 2, null)]
    [InlineData("", "table_empty", null, null)]
    [InlineData("PK\u0003\u0004 no workbook", "table_damaged", null, null)]
    public async Task ATableThatIsNoneIsRefusedWithItsRow(string text, string code, int? row, string? what)
    {
        var faq = await FaqAsync();
        using var answer = await StageAsync(faq, Encoding.UTF8.GetBytes(text));
        var problem = await answer.RefusedAsync(400, code);
        Assert.Equal(row, problem.TryGetProperty("row", out var told) ? told.GetInt32() : null);
        Assert.Equal(what, problem.TryGetProperty("what", out var named) ? named.GetString() : null);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", problem.GetProperty("message").GetString());
        Assert.Equal(0, await CountAsync(faq));
    }

    [Fact]
    public async Task OtherBytesAreNamedByTheirLine()
    {
        var faq = await FaqAsync();
        byte[] file = [.. Encoding.UTF8.GetBytes("question,answer\nq,a\nq"), 0xFF, 0xFF, .. Encoding.UTF8.GetBytes(",b\n")];
        using var answer = await StageAsync(faq, file);
        Assert.Equal(3, (await answer.RefusedAsync(400, "table_encoding")).GetProperty("row").GetInt32());
    }

    [Fact]
    public async Task FiftyMegabytesAreRefusedAndTheServerGoesOn()
    {
        var faq = await FaqAsync();
        var fifty = new byte[50 << 20];
        Array.Fill(fifty, (byte)'a');
        using var answer = await StageAsync(faq, fifty);
        Assert.Equal(413, (int)answer.StatusCode);
        Assert.Equal(0, await CountAsync(faq));
    }

    [Fact]
    public async Task FaultyRowsAreNamedAndStopTheImport()
    {
        var faq = await FaqAsync();
        var text = $"question,answer,status,valid_from,valid_until\n怎么退款？,原路退回,,,\n,没有问题,,,\n怎么退款？,另一个答案,,,\n怎么换货？,,published,,\n怎么联系？,电话,发表,,\n几点开门？,九点,,昨天,\n何时结束？,明天,,2026-12-01,2026-01-01\n{new string('长', 100_000)},答案,,,\n";
        using var staged = await StageAsync(faq, Encoding.UTF8.GetBytes(text));
        var import = await staged.JsonAsync(201);
        Assert.Equal((8, 7), (import.GetProperty("rows").GetInt32(), import.GetProperty("faulty").GetInt32()));
        var path = $"/api/v1/faqs/{faq}/imports/{import.GetProperty("id").GetGuid()}";
        var rows = await _client.GetFromJsonAsync<JsonElement>($"{path}/rows?which=faulty");
        Assert.Equal(
            ["3 question_missing", "4 repeated_differently 2", "5 answer_missing", "6 status_unknown 发表", "7 date_unknown 昨天", "8 validity_reversed", "9 question_too_long"],
            rows.EnumerateArray().SelectMany(row => row.GetProperty("faults").EnumerateArray().Select(fault =>
                $"{row.GetProperty("row").GetInt32()} {fault.GetProperty("code").GetString()} {fault.GetProperty("what").GetString()}".TrimEnd())));
        using var refused = await _client.PostAsJsonAsync($"{path}/start", new { });
        await refused.RefusedAsync(409, "import_has_faults");
        Assert.Equal(0, await CountAsync(faq));
    }

    [Fact]
    public async Task AQuestionOfAHundredThousandCharactersIsRefusedAndNotKept()
    {
        var faq = await FaqAsync();
        using var asked = await _client.PostAsJsonAsync($"/api/v1/faqs/{faq}/match", new { question = new string('长', 100_000) });
        await asked.RefusedAsync(400, "question_too_long");
        using var entry = await _client.PostAsJsonAsync($"/api/v1/faqs/{faq}/entries", new { question = new string('长', 100_000), answer = "x", status = "published" });
        await entry.RefusedAsync(400, "question_too_long");
        using var none = await _client.PostAsJsonAsync($"/api/v1/faqs/{faq}/match", new { question = "  " });
        await none.RefusedAsync(400, "question_missing");
        Assert.Equal(0, await CountAsync(faq));
    }

    [Fact]
    public async Task ScriptsInAnEntryAreTextInEveryAnswer()
    {
        await application.WaitForEngineAsync();
        var faq = await FaqAsync();
        const string Evil = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))";
        using var created = await _client.PostAsJsonAsync($"/api/v1/faqs/{faq}/entries", new { question = $"怎么退款{Evil}", answer = Evil, phrasings = new[] { $"退钱{Evil}" }, status = "published" });
        await created.JsonAsync(201);
        JsonElement found;
        do
        {
            using var answer = await _client.PostAsJsonAsync($"/api/v1/faqs/{faq}/match", new { question = "怎么退款" });
            found = await answer.JsonAsync(200);
        }
        while (found.GetProperty("compared").GetInt32() < 2);

        var match = found.GetProperty("matches")[0];
        var html = match.GetProperty("answerHtml").GetString()!;
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"javascript:", html, StringComparison.OrdinalIgnoreCase);
        // As it was written, for programs: the answer is JSON, sent with nosniff.
        Assert.Equal(Evil, match.GetProperty("answer").GetString());
    }

    private async Task<Guid> FaqAsync()
    {
        using var answer = await _client.PostAsJsonAsync("/api/v1/collections", new { name = "客服", kind = "faq" });
        return (await answer.JsonAsync(201)).GetProperty("id").GetGuid();
    }

    private Task<HttpResponseMessage> StageAsync(Guid faq, byte[] file) => _client.PostAsync($"/api/v1/faqs/{faq}/imports?fileName=faq.csv", new ByteArrayContent(file));

    private async Task<int> CountAsync(Guid faq) => (await _client.GetFromJsonAsync<JsonElement>($"/api/v1/faqs/{faq}/entries")).GetProperty("total").GetInt32();
}
