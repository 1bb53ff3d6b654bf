using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Operations;

/// <summary>What every answer carries, and what an administrator's machines ask for.</summary>
public sealed class AnswerTests(KnowledgeBaseApplication application) : IClassFixture<KnowledgeBaseApplication>
{
    private readonly HttpClient _client = application.ClientOf(KnowledgeBaseApplication.AdminKey);

    [Theory]
    [InlineData("/login")]
    [InlineData("/api/v1/collections")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/health/live")]
    [InlineData("/css/app.css")]
    public async Task EveryAnswerHasTheSecurityHeaders(string path)
    {
        using var answer = await _client.GetAsync(path);
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
        var policy = Header("Content-Security-Policy");
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal(("nosniff", "DENY", "same-origin"), (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy")));
        Assert.NotNull(answer.Headers.CacheControl);
    }

    [Theory]
    [InlineData("http://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("http://localhost", 200)]
    public async Task OnlyPagesOfThisHostOpenACircuit(string origin, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1") { Headers = { { "Origin", origin } } };
        using var answer = await _client.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task TellsItsHealthAndMetrics()
    {
        await application.WaitForEngineAsync();
        var ready = await _client.GetFromJsonAsync<JsonElement>("/health/ready");
        Assert.Equal(["database", "disk", "engine"], ready.GetProperty("checks").EnumerateObject().Select(check => check.Name).Order());
        var metrics = await _client.GetStringAsync("/metrics");
        Assert.Contains("\nkb_engine_ready 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_bucket{", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DescribesEveryEndpointOfTheApi()
    {
        var description = await _client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        Assert.Equal("bearer", description.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString());
        var upload = description.GetProperty("paths").GetProperty("/api/v1/collections/{id}/documents").GetProperty("post");
        Assert.NotEmpty(upload.GetProperty("summary").GetString()!);
        Assert.True(upload.GetProperty("requestBody").GetProperty("content").TryGetProperty("multipart/form-data", out _));
        Assert.True(description.GetProperty("components").GetProperty("schemas").TryGetProperty("HitItem", out _));
    }
}
