using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Api;

/// <summary>What one key may take of /v1/embeddings from the others.</summary>
public sealed class EmbeddingTurnTests
{
    [Fact]
    public async Task OneKeysSingleInputIsNotBehindAnothersThousand()
    {
        await using var application = new KnowledgeBaseApplication();
        var user = await application.CreateUserAsync("a@example.com");
        var many = application.ClientOf(await application.CreateKeyAsync(user, "embeddings"));
        var single = application.ClientOf(await application.CreateKeyAsync(user, "embeddings"));
        await application.WaitForEngineAsync();
        var thousand = Enumerable.Range(0, 1000).Select(number => $"第{number}条 卖方逾期交付货物超过{number}日的，每逾期一日应当按逾期部分货款的万分之五向买方支付违约金。");
        var first = PostAsync(many, thousand.ToArray());
        var answered = 0;
        while (!first.IsCompleted)
        {
            await PostAsync(single, ["一条"]);
            answered += first.IsCompleted ? 0 : 1;
        }

        Assert.Equal(1000, (await first).GetProperty("data").GetArrayLength());

        // The very first may have come before the thousand; in one line the second would have waited for all of them.
        Assert.True(answered >= 3, $"Only {answered} single inputs were answered while the thousand were embedded.");
    }

    [Fact]
    public async Task AKeyThatAsksTooOftenHearsItInOpenAisForm()
    {
        await using var application = new KnowledgeBaseApplication { Settings = { ["Api:Burst"] = "5", ["Api:RequestsPerSecond"] = "1" } };
        var client = application.ClientOf(KnowledgeBaseApplication.AdminKey);
        HttpResponseMessage answer;
        do
        {
            answer = await client.GetAsync("/v1/models");
        }
        while (answer.IsSuccessStatusCode);

        var error = (await answer.JsonAsync(429)).GetProperty("error");
        Assert.Equal(("rate_limited", "rate_limit_error"), (error.GetProperty("code").GetString(), error.GetProperty("type").GetString()));
        Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        var other = application.ClientOf(await application.CreateKeyAsync(await application.CreateUserAsync("b@example.com"), "embeddings"));
        Assert.True((await other.GetAsync("/v1/models")).IsSuccessStatusCode);
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string[] input)
    {
        using var answer = await client.PostAsJsonAsync("/v1/embeddings", new { input, input_type = "document" });
        return await answer.JsonAsync(200);
    }
}
