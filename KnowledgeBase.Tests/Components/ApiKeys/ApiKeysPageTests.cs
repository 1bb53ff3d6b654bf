using Bunit;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.ApiKeys;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.ApiKeys;

public sealed class ApiKeysPageTests
{
    [Fact]
    public async Task CreatesAKeyThatWorksAndShowsItOnce()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var page = context.Render<ApiKeysPage>();
        page.WaitForElement("[data-testid=create-key]").Click();
        Assert.NotNull(context.Overlays.WaitForElement("[data-testid=scope-read]"));
        Assert.Empty(context.Overlays.FindAll("[data-testid=scope-admin]"));
        context.Overlays.Find("[data-testid=key-name]").Input("intake");
        context.Overlays.Find("[data-testid=scope-write]").Change(true);
        context.Overlays.Find("[data-testid=key-expiry]").Change("30");
        await context.Overlays.Find("form").SubmitAsync();
        var secret = context.Overlays.WaitForElement("[data-testid=key-secret]").TextContent;
        Assert.Contains($"Authorization: Bearer {secret}", context.Overlays.Find("[data-testid=key-example]").TextContent, StringComparison.Ordinal);
        var found = await Keys(context).FindActiveAsync(secret, CancellationToken.None);
        Assert.Equal((me, "read write"), (found!.Value.Key.UserId, found.Value.Key.Scopes));
        Assert.Equal(30, (found.Value.Key.ExpiresAt - found.Value.Key.CreatedAt)!.Value.TotalDays, 0.01);
        context.Overlays.Find("[data-testid=close-key]").Click();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=key-row]")));
        Assert.DoesNotContain(secret, page.Markup + context.Overlays.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Ask FAQs")]
    [InlineData("zh-CN", "问答")]
    public async Task NamesEveryRightOfAKey(string culture, string faq)
    {
        await using var context = await PageContext.CreateAsync(culture);
        await CreateAsync(context, await context.SignInAsync(roles: Roles.Admin), "all", [.. ApiKeyScopes.All]);
        Assert.Contains(faq, context.Render<ApiKeysPage>().WaitForElement("[data-testid=key-row]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AsksForANameAndAScope()
    {
        await using var context = await PageContext.CreateAsync("zh-CN");
        await context.SignInAsync(roles: Roles.Reader);
        var page = context.Render<ApiKeysPage>();
        page.WaitForElement("[data-testid=create-key]").Click();
        await context.Overlays.WaitForElement("form").SubmitAsync();
        Assert.Contains("名称", context.Overlays.Find("[data-testid=key-errors]").TextContent, StringComparison.Ordinal);
        context.Overlays.Find("[data-testid=key-name]").Input("程序");
        context.Overlays.Find("[data-testid=scope-read]").Change(false);
        await context.Overlays.Find("form").SubmitAsync();
        Assert.Contains("权限范围", context.Overlays.Find("[data-testid=key-errors]").TextContent, StringComparison.Ordinal);
        Assert.Empty(await Keys(context).ListAsync(null, CancellationToken.None));
    }

    [Fact]
    public async Task ShowsOthersTheirOwnKeysOnlyAndAdministratorsAll()
    {
        await using var context = await PageContext.CreateAsync();
        var bob = await context.CreateUserAsync("bob@example.com", Roles.Reader);
        await CreateAsync(context, bob, "bob's");
        var me = await context.SignInAsync("anna@example.com", Roles.Legal);
        await CreateAsync(context, me, "mine");
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/api-keys?all=true");
        var page = context.Render<ApiKeysPage>();
        page.WaitForAssertion(() => Assert.Equal(["mine"], Names(page)));
        await context.SignInAsync("admin@example.com", Roles.Admin);
        page = context.Render<ApiKeysPage>();
        page.WaitForAssertion(() => Assert.Equal(["mine", "bob's"], Names(page)));
        Assert.Contains("bob@example.com", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RevokesAKeyAfterAsking()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var secret = await CreateAsync(context, me, "old");
        var page = context.Render<ApiKeysPage>();
        page.WaitForElement("[data-testid=revoke-key]").Click();
        context.Overlays.WaitForElement("[data-testid=confirm-cancel]").Click();
        Assert.NotNull(await Keys(context).FindActiveAsync(secret, CancellationToken.None));
        page.Find("[data-testid=revoke-key]").Click();
        context.Overlays.WaitForElement("[data-testid=confirm-ok]").Click();
        page.WaitForAssertion(() => Assert.Contains("Revoked", page.Find("[data-testid=key-state]").TextContent, StringComparison.Ordinal));
        Assert.Null(await Keys(context).FindActiveAsync(secret, CancellationToken.None));
    }

    private static ApiKeyStore Keys(PageContext context) => context.Services.GetRequiredService<ApiKeyStore>();

    private static string[] Names(IRenderedComponent<ApiKeysPage> page) => [.. page.FindAll(".key-name strong").Select(name => name.TextContent)];

    private static async Task<string> CreateAsync(PageContext context, string userId, string name, IReadOnlyCollection<string>? scopes = null) =>
        (await Keys(context).CreateAsync(userId, name, scopes ?? [ApiKeyScopes.Read], null, CancellationToken.None)).Secret;
}
