using KnowledgeBase.Tests.EndToEnd;
using KnowledgeBase.Tests.Reliability;

namespace KnowledgeBase.Tests.Operations;

/// <summary>The console holds no text of a document, no question, no password and no key.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task NothingSecretReachesTheConsole()
    {
        const string Secret = "机密条款四九二七一";
        using var folder = new TemporaryFolder();
        await using var application = await ApplicationProcess.StartAsync(folder.Path, ApiClient.Setup, TestContext.Current.CancellationToken);
        using var api = new ApiClient(application.Address);
        var collection = await api.CreateCollectionAsync("log");
        Assert.NotNull((await api.UploadAsync(collection, $"{Secret}.txt", System.Text.Encoding.UTF8.GetBytes(Secret))).Id);
        Assert.NotNull((await api.UploadAsync(collection, "broken.pdf", System.Text.Encoding.UTF8.GetBytes(Secret + Secret))).Id);
        while ((await api.StatusesAsync(collection)).Values.Any(status => status is not ("ready" or "failed")) || await api.FindAsync(collection, Secret, "semantic") is not { Count: > 0 })
        {
            await Task.Delay(100);
        }

        Assert.Contains("\"LogLevel\"", application.Console, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, application.Console, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u673A\\u5BC6", application.Console, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(ApiClient.Key, application.Console, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiClient.Setup["Setup__AdminPassword"], application.Console, StringComparison.Ordinal);
    }
}
