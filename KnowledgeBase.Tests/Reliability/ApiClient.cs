using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace KnowledgeBase.Tests.Reliability;

/// <summary>What these tests need of the REST API, over real HTTP with a key.</summary>
internal sealed class ApiClient : IDisposable
{
    public const string Key = "kb-test-key-0123456789-0123456789-0123456789";

    private readonly HttpClient _http;

    public ApiClient(Uri address)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    /// <summary>Settings that make the first admin and this key on an empty database.</summary>
    public static IReadOnlyDictionary<string, string> Setup { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Setup__AdminEmail"] = "admin@example.com",
        ["Setup__AdminPassword"] = "correct horse battery 7",
        ["Setup__ApiKey"] = Key,
    };

    public async Task<Guid> CreateCollectionAsync(string name, string kind = "contracts")
    {
        using var answer = await _http.PostAsJsonAsync("/api/v1/collections", new { name, kind });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>A published entry of an FAQ.</summary>
    public async Task AddEntryAsync(Guid faq, string question, string answer, params string[] phrasings)
    {
        using var created = await _http.PostAsJsonAsync($"/api/v1/faqs/{faq}/entries", new { question, answer, phrasings, status = "published" });
        created.EnsureSuccessStatusCode();
    }

    /// <summary>Uploads one file. The id once it was acknowledged; null when it was refused.</summary>
    public async Task<(Guid? Id, int Status, string Body)> UploadAsync(Guid collection, string name, byte[] content, CancellationToken cancellationToken = default)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "files", name } };
        using var answer = await _http.PostAsync($"/api/v1/collections/{collection}/documents", form, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        Guid? id = answer.IsSuccessStatusCode
            ? JsonDocument.Parse(body).RootElement.GetProperty("results")[0].GetProperty("document").GetProperty("id").GetGuid()
            : null;
        return (id, (int)answer.StatusCode, body);
    }

    /// <summary>Every document of the collection with its status.</summary>
    public async Task<Dictionary<Guid, string>> StatusesAsync(Guid collection)
    {
        var all = await _http.GetFromJsonAsync<JsonElement>($"/api/v1/collections/{collection}/documents?take=1000");
        return all.GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("id").GetGuid(), item => item.GetProperty("status").GetString()!);
    }

    /// <summary>Documents that a search finds, or null while the engine is loading.</summary>
    public async Task<HashSet<Guid>?> FindAsync(Guid collection, string query, string mode)
    {
        using var answer = await _http.PostAsJsonAsync("/api/v1/search", new { collectionIds = new[] { collection }, query, topK = 100, mode });
        if (answer.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        var hits = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("hits");
        return [.. hits.EnumerateArray().Select(hit => hit.GetProperty("documentId").GetGuid())];
    }

    public void Dispose() => _http.Dispose();
}
