using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Tests.Api;

/// <summary>What holds for every request: the token of a session, the language of refusals, the forms of search and embeddings.</summary>
public sealed class RequestTests(KnowledgeBaseApplication application) : IClassFixture<KnowledgeBaseApplication>
{
    private readonly HttpClient _client = application.ClientOf(KnowledgeBaseApplication.AdminKey);

    [Fact]
    public async Task ASessionNeedsTheTokenOfAPageAndAKeyDoesNot()
    {
        await application.CreateUserAsync("legal@example.com", Roles.Legal);
        var session = await application.SignInAsync("legal@example.com");
        await session.CreateCollectionAsync("with a token");
        session.DefaultRequestHeaders.Remove("RequestVerificationToken");
        using var forged = await session.PostAsJsonAsync("/api/v1/collections", new { name = "forged" });
        await forged.RefusedAsync(400, "antiforgery");
        using var upload = await session.UploadAsync(Guid.NewGuid(), "a.txt", "x");
        await upload.RefusedAsync(400, "antiforgery");
        await _client.CreateCollectionAsync("with a key");
    }

    [Theory]
    [InlineData("zh-CN", "名称")]
    [InlineData("en", "name")]
    public async Task ARefusalSpeaksTheCallersLanguage(string language, string word)
    {
        var client = application.ClientOf(KnowledgeBaseApplication.AdminKey, language);
        using var answer = await client.PostAsJsonAsync("/api/v1/collections", new { name = " " });
        Assert.Contains(word, (await answer.RefusedAsync(400, "name_missing")).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"query":""}""", "query_empty")]
    [InlineData("""{"query":"x","topK":0}""", "top_k_out_of_range")]
    [InlineData("""{"query":"x","minCosine":2}""", "min_cosine_out_of_range")]
    [InlineData("""{"query":"x","mode":"telepathy"}""", "mode_invalid")]
    [InlineData("""{"query":""", "bad_request")]
    public async Task ASearchThatCannotBeAskedSaysWhy(string body, string code)
    {
        await application.WaitForEngineAsync();
        using var answer = await _client.PostAsync("/api/v1/search", new StringContent(body, MediaTypeHeaderValue.Parse("application/json")));
        await answer.RefusedAsync(400, code);
    }

    [Fact]
    public async Task FindsAPassageWithItsCosineAndGivesTheTextInOrder()
    {
        var collection = await _client.CreateCollectionAsync();
        var document = await _client.UploadReadyAsync(collection, "合同.txt", "第一条 价款\n总价为人民币十万元。\n第二条 迟延交付\n乙方迟延交付超过十五日的，甲方有权解除合同。\n");
        using var answer = await _client.PostAsJsonAsync("/api/v1/search", new { collectionIds = new[] { collection }, query = "迟延交付可以解除合同吗", topK = 1 });
        var hit = (await answer.JsonAsync(200)).GetProperty("hits")[0];
        Assert.Equal(document, hit.GetProperty("documentId").GetGuid());
        Assert.InRange(hit.GetProperty("cosine").GetDouble(), -1, 1);
        Assert.Contains("解除合同", hit.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(0, hit.GetProperty("highlights").GetArrayLength());

        var text = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/documents/{document}/text");
        var plain = text.GetProperty("plainText").GetString()!;
        var end = 0;
        foreach (var block in text.GetProperty("blocks").EnumerateArray())
        {
            var (start, length) = (block.GetProperty("start").GetInt32(), block.GetProperty("length").GetInt32());
            Assert.True(start >= end);
            Assert.Contains(block.GetProperty("text").GetString()!, plain.Substring(start, length), StringComparison.Ordinal);
            end = start + length;
        }

        var chunks = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/documents/{document}/chunks");
        Assert.All(chunks.GetProperty("items").EnumerateArray(), chunk => Assert.Equal(
            chunk.GetProperty("text").GetString(), plain.Substring(chunk.GetProperty("start").GetInt32(), chunk.GetProperty("length").GetInt32())));

        using var deleted = await _client.DeleteAsync($"/api/v1/documents/{document}");
        Assert.Equal(System.Net.HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await _client.GetAsync($"/api/v1/documents/{document}");
        await gone.RefusedAsync(404, "not_found");
    }

    [Fact]
    public async Task EmbedsInOpenAisFormWithTheSameNumbersInBothEncodings()
    {
        await application.WaitForEngineAsync();
        using var floats = await _client.PostAsJsonAsync("/v1/embeddings", new { model = "any", input = new[] { "合同", "contract" } });
        using var base64 = await _client.PostAsJsonAsync("/v1/embeddings", new { model = "any", input = "合同", encoding_format = "base64" });
        var answer = await floats.JsonAsync(200);
        Assert.Equal("list", answer.GetProperty("object").GetString());
        Assert.True(answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32() >= 2);
        var vector = answer.GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle()).ToArray();
        var bytes = (await base64.JsonAsync(200)).GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal(vector.Length * sizeof(float), bytes.Length);
        Assert.All(vector, (value, i) => Assert.Equal(value, BitConverter.ToSingle(bytes, i * sizeof(float)), 1e-4f));

        using var empty = await _client.PostAsJsonAsync("/v1/embeddings", new { input = "" });
        Assert.Equal("invalid_request_error", (await empty.JsonAsync(400)).GetProperty("error").GetProperty("type").GetString());
        using var nobody = await application.ClientOf("kb_wrong").PostAsJsonAsync("/v1/embeddings", new { input = "x" });
        Assert.Equal("authentication_error", (await nobody.JsonAsync(401)).GetProperty("error").GetProperty("type").GetString());
    }
}
