using System.Net.Http.Json;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Questions;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Api.Widget;

/// <summary>What a help page's widget may: with a key of its own, from the hosts that the owner allowed, so and so often.</summary>
public sealed class WidgetTests : IAsyncLifetime
{
    private const string Allowed = "https://help.example.com";

    private readonly KnowledgeBaseApplication _application = new() { Settings = { ["Api:WidgetBurst"] = "4", ["Api:WidgetRequestsPerMinute"] = "1" } };
    private Collection _faq = null!;
    private Collection _other = null!;
    private HttpClient _widget = null!;
    private string _owner = null!;

    private FaqSettingsStore Settings => _application.Services.GetRequiredService<FaqSettingsStore>();

    public async ValueTask InitializeAsync()
    {
        _ = _application.Server;
        await _application.WaitForEngineAsync();
        _owner = await _application.CreateUserAsync("owner@example.com", Roles.Service);
        _faq = await _application.Collections.CreateAsync("帮助", CollectionKind.Faq, "", _owner, CancellationToken.None);
        _other = await _application.Collections.CreateAsync("内部", CollectionKind.Faq, "", _owner, CancellationToken.None);
        await _application.Services.GetRequiredService<FaqEditing>().CreateAsync(
            _faq.Id, FaqContent.Empty with { Question = "怎么申请退款？", Answer = "原路退回。<img src=x onerror=alert(1)>", Status = FaqStatus.Published }, _owner, CancellationToken.None);
        Assert.True(await _application.Services.GetRequiredService<FaqStore>().WaitForVectorsAsync(_faq.Id, TimeSpan.FromMinutes(1), CancellationToken.None));
        foreach (var collection in new[] { _faq, _other })
        {
            await Settings.SaveAsync(collection.Id, FaqSettings.Default with { WidgetOrigins = Allowed }, CancellationToken.None);
        }

        var key = await _application.Services.GetRequiredService<ApiKeyStore>().CreateAsync(_owner, "widget", [ApiKeyScopes.Faq], null, CancellationToken.None, _faq.Id);
        _widget = _application.ClientOf(key.Secret);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    [Fact]
    public async Task APageOfAnAllowedHostAsksAndVotes()
    {
        using var answer = await SendAsync(HttpMethod.Post, $"/api/v1/faqs/{_faq.Id}/match", Allowed, new { question = "怎么申请退款" });
        Assert.Equal(Allowed, Header(answer, "Access-Control-Allow-Origin"));
        var found = await answer.JsonAsync(200);
        Assert.True(found.GetProperty("confident").GetBoolean());
        var html = found.GetProperty("matches")[0].GetProperty("answerHtml").GetString()!;
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        var id = found.GetProperty("questionId").GetString()!;
        using var voted = await SendAsync(HttpMethod.Post, $"/api/v1/faqs/{_faq.Id}/questions/{id}/feedback", Allowed, new { helpful = false });
        Assert.Equal(204, (int)voted.StatusCode);
        var kept = await _application.Services.GetRequiredService<FaqQuestionStore>().FindAsync(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None);
        Assert.Equal((FaqSource.Widget, false), (kept!.Source, kept.Helpful));
    }

    [Theory]
    [InlineData(Allowed, true)]
    [InlineData("https://evil.example", false)]
    [InlineData("https://help.example.com.evil.example", false)]
    [InlineData("http://help.example.com", false)]
    [InlineData("https://help.example.com:8443", false)]
    [InlineData("null", false)]
    public async Task ABrowserIsToldWhichHostsMayAsk(string origin, bool may)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, $"/api/v1/faqs/{_faq.Id}/match");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        using var preflight = await _application.ClientOf(null).SendAsync(request);
        Assert.Equal(may ? origin : "", Header(preflight, "Access-Control-Allow-Origin"));
        Assert.Equal("", Header(preflight, "Access-Control-Allow-Credentials"));
        using var answer = await SendAsync(HttpMethod.Post, $"/api/v1/faqs/{_faq.Id}/match", origin, new { question = "退款" });
        if (may)
        {
            await answer.JsonAsync(200);
        }
        else
        {
            await answer.RefusedAsync(403, "origin_not_allowed");
            Assert.Equal("", Header(answer, "Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task OtherRoutesNameNoOrigin()
    {
        using var answer = await SendAsync(HttpMethod.Get, $"/api/v1/faqs/{_faq.Id}/entries", Allowed, null);
        Assert.Equal((403, ""), ((int)answer.StatusCode, Header(answer, "Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task TheKeyIsForItsOwnCollectionAlone()
    {
        using var answer = await SendAsync(HttpMethod.Post, $"/api/v1/faqs/{_other.Id}/match", Allowed, new { question = "退款" });
        await answer.RefusedAsync(404, "not_found");
        var key = await _application.Services.GetRequiredService<ApiKeyStore>().CreateAsync(_owner, "all", ApiKeyScopes.All, null, CancellationToken.None, _faq.Id);
        var all = await (await _application.ClientOf(key.Secret).GetAsync("/api/v1/collections")).JsonAsync(200);
        Assert.Equal([_faq.Id], all.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task AVisitorWhoAsksTooOftenWaitsAndProgramsDoNot()
    {
        HttpResponseMessage answer;
        var asked = 0;
        do
        {
            answer = await SendAsync(HttpMethod.Post, $"/api/v1/faqs/{_faq.Id}/match", Allowed, new { question = "退款" });
        }
        while (answer.IsSuccessStatusCode && ++asked < 50);

        Assert.InRange(asked, 4, 10);
        await answer.RefusedAsync(429, "rate_limited");
        // The page must be able to read that it should wait.
        Assert.Equal(Allowed, Header(answer, "Access-Control-Allow-Origin"));
        Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        var program = _application.ClientOf(KnowledgeBaseApplication.AdminKey);
        for (var i = 0; i < 10; i++)
        {
            await (await program.PostAsJsonAsync($"/api/v1/faqs/{_faq.Id}/match", new { question = "退款" })).JsonAsync(200);
        }
    }

    [Fact]
    public async Task WithoutOriginsNoPageIsAnswered()
    {
        await Settings.SaveAsync(_faq.Id, FaqSettings.Default, CancellationToken.None);
        using var answer = await SendAsync(HttpMethod.Post, $"/api/v1/faqs/{_faq.Id}/match", Allowed, new { question = "退款" });
        await answer.RefusedAsync(403, "origin_not_allowed");
    }

    [Fact]
    public async Task TheScriptIsForOtherHostsAndNamesNoOtherServer()
    {
        using var answer = await _application.ClientOf(null).GetAsync("/widget/faq.js");
        Assert.Equal("cross-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        var script = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("://", script.Replace("https://this-server/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("style=", script, StringComparison.Ordinal);
        using var page = await _application.ClientOf(null).GetAsync("/login");
        Assert.Equal("same-origin", Header(page, "Cross-Origin-Resource-Policy"));
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string origin, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Origin", origin);
        return await _widget.SendAsync(request);
    }
}
