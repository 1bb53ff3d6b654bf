using KnowledgeBase.Tests.EndToEnd;
using KnowledgeBase.Tests.Reliability;

namespace KnowledgeBase.Tests.Api;

/// <summary>The application in a process of its own with the bundled model and a key, for all tests of a class.</summary>
public sealed class RunningApplication : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ApplicationProcess _process = null!;

    public Uri Address => _process.Address;

    public async ValueTask InitializeAsync()
    {
        _process = await ApplicationProcess.StartAsync(_folder.Path, ApiClient.Setup);
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", ApiClient.Key);
        for (var waited = 0; waited < 300; waited++)
        {
            using var answer = await http.PostAsync("/v1/embeddings", new StringContent("""{"input":"ready?"}""", System.Text.Encoding.UTF8, "application/json"));
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(200);
        }

        throw new TimeoutException($"The model was not loaded in time:\n{_process.Console}");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
