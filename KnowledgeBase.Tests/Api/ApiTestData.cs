using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace KnowledgeBase.Tests.Api;

/// <summary>What every test of the API does: make a collection, upload, wait, read an answer.</summary>
internal static class ApiTestData
{
    public static async Task<Guid> CreateCollectionAsync(this HttpClient client, string name = "contracts")
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/collections", new { name, kind = "contracts" });
        return (await answer.JsonAsync(201)).GetProperty("id").GetGuid();
    }

    public static Task<HttpResponseMessage> UploadAsync(this HttpClient client, Guid collection, string name, string content, string query = "") =>
        client.UploadAsync(collection, query, (name, Encoding.UTF8.GetBytes(content)));

    public static async Task<HttpResponseMessage> UploadAsync(this HttpClient client, Guid collection, string query, params (string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "files", name);
        }

        return await client.PostAsync($"/api/v1/collections/{collection}/documents{query}", form);
    }

    /// <summary>Uploads a text and waits until searches find it; its id.</summary>
    public static async Task<Guid> UploadReadyAsync(this HttpClient client, Guid collection, string name, string content)
    {
        using var uploaded = await client.UploadAsync(collection, name, content);
        var id = (await uploaded.JsonAsync(201)).GetProperty("results")[0].GetProperty("document").GetProperty("id").GetGuid();
        Assert.Equal("ready", (await client.WaitAsync(id)).GetProperty("status").GetString());
        return id;
    }

    /// <summary>The document once no work on it is under way.</summary>
    public static async Task<JsonElement> WaitAsync(this HttpClient client, Guid document)
    {
        while (true)
        {
            var item = await client.GetFromJsonAsync<JsonElement>($"/api/v1/documents/{document}");
            if (item.GetProperty("status").GetString() is not ("received" or "reading" or "embedding"))
            {
                return item;
            }

            await Task.Delay(50);
        }
    }

    /// <summary>The answer's JSON; fails with its text when it has another status.</summary>
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer, int status)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}, not {status}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>Asserts a refusal: status, stable code, problem details.</summary>
    public static async Task<JsonElement> RefusedAsync(this HttpResponseMessage answer, int status, string code)
    {
        var problem = await answer.JsonAsync(status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("message").GetString()!);
        return problem;
    }
}
