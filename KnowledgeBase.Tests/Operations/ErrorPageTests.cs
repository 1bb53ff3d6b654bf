using System.Net;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Tests.Operations;

/// <summary>What somebody sees at an address that does not exist, or is not for him.</summary>
public sealed class ErrorPageTests(KnowledgeBaseApplication application) : IClassFixture<KnowledgeBaseApplication>
{
    [Theory]
    [InlineData("en", "That did not work")]
    [InlineData("zh-CN", "操作未完成")]
    public async Task SaysThatAFormHasGrownOld(string language, string words)
    {
        using var client = application.ClientOf(null, language);
        using var form = new FormUrlEncodedContent([new("_handler", "login"), new("Form.Email", "admin@example.com"), new("Form.Password", "x")]);
        using var answer = await client.PostAsync("/login", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no-such-page", "en", "To the start page")]
    [InlineData("/no-such-page", "zh-CN", "返回首页")]
    [InlineData("/documents/7b0b3a9e-1111-4222-8333-444455556666", "en", "To the start page")]
    [InlineData("/collections/7b0b3a9e-1111-4222-8333-444455556666", "zh-CN", "返回首页")]
    [InlineData("/not-found", "en", "To the start page")]
    public async Task SaysThatThereIsNothing(string path, string language, string way)
    {
        var email = $"reader-{Guid.NewGuid():N}@example.com";
        await application.CreateUserAsync(email, Roles.Reader);
        using var client = await application.SignInAsync(email);
        client.DefaultRequestHeaders.AcceptLanguage.Clear();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(way, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }
}
