using System.Text;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Api;

/// <summary>How much one caller may send.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task TooLargeAFileIsRefusedAndTheOthersAreTaken()
    {
        await using var application = new KnowledgeBaseApplication { Settings = { ["Storage:MaximumFileBytes"] = "1000" } };
        var client = application.ClientOf(KnowledgeBaseApplication.AdminKey);
        var collection = await client.CreateCollectionAsync();
        using var one = await client.UploadAsync(collection, "large.txt", new string('x', 1001));
        await one.RefusedAsync(413, "too_large");
        using var two = await client.UploadAsync(collection, "", ("large.txt", new byte[5000]), ("small.txt", Encoding.UTF8.GetBytes("small")));
        Assert.Equal("received", (await two.JsonAsync(207)).GetProperty("results")[1].GetProperty("status").GetString());
    }

    [Fact]
    public async Task TooManyFilesOfOneUploadAreRefused()
    {
        await using var application = new KnowledgeBaseApplication { Settings = { ["Api:MaximumFiles"] = "2" } };
        var client = application.ClientOf(KnowledgeBaseApplication.AdminKey);
        var collection = await client.CreateCollectionAsync();
        using var answer = await client.UploadAsync(collection, "", [.. Enumerable.Range(0, 3).Select(i => ($"{i}.txt", Encoding.UTF8.GetBytes($"{i}")))]);
        var results = (await answer.JsonAsync(207)).GetProperty("results");
        Assert.Equal("too_many_files", results[2].GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task AKeyThatAsksTooOftenIsToldWhenToComeBackAndOthersAreServed()
    {
        await using var application = new KnowledgeBaseApplication { Settings = { ["Api:Burst"] = "5", ["Api:RequestsPerSecond"] = "1" } };
        var client = application.ClientOf(KnowledgeBaseApplication.AdminKey, "zh-CN");
        HttpResponseMessage answer;
        do
        {
            answer = await client.GetAsync("/api/v1/collections");
        }
        while (answer.IsSuccessStatusCode);

        var problem = await answer.RefusedAsync(429, "rate_limited");
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", problem.GetProperty("message").GetString());
        Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        var other = application.ClientOf(await application.CreateKeyAsync(await application.CreateUserAsync("b@example.com"), "read"));
        Assert.True((await other.GetAsync("/api/v1/collections")).IsSuccessStatusCode);
        Assert.True((await client.GetAsync("/health/live")).IsSuccessStatusCode);
    }
}
