using Bunit;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Users;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.Users;

public sealed class UsersPageTests
{
    [Fact]
    public async Task CreatesAUserWithAOneTimePasswordThatIsShownOnce()
    {
        await using var context = await PageContext.CreateAsync();
        await context.SignInAsync("admin@example.com", Roles.Admin);
        var page = context.Render<UsersPage>();
        page.WaitForElement("[data-testid=create-user]").Click();
        context.Overlays.WaitForElement("[data-testid=user-email]").Input("chen@example.com");
        context.Overlays.Find("[data-testid=role-Legal]").Change(true);
        await context.Overlays.Find("form").SubmitAsync();
        var password = context.Overlays.WaitForElement("[data-testid=one-time-password]").TextContent;
        Assert.Matches("^([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}$", password);
        context.Overlays.Find("[data-testid=close-password]").Click();
        page.WaitForAssertion(() => Assert.Equal(["Legal", "Reader"], Row(page, "chen@example.com").QuerySelectorAll(".pill:not(.pill-good)").Select(pill => pill.TextContent)));
        Assert.DoesNotContain(password, page.Markup + context.Overlays.Markup, StringComparison.Ordinal);
        Assert.Equal((true, true), await PasswordAsync(context, "chen@example.com", password));
    }

    [Fact]
    public async Task KeepsWhatWasTypedWhenAUserIsRefused()
    {
        await using var context = await PageContext.CreateAsync("zh-CN");
        await context.SignInAsync("admin@example.com", Roles.Admin);
        await context.CreateUserAsync("chen@example.com", Roles.Reader);
        var page = context.Render<UsersPage>();
        page.WaitForElement("[data-testid=create-user]").Click();
        context.Overlays.WaitForElement("[data-testid=user-email]").Input("Chen@Example.com");
        await context.Overlays.Find("form").SubmitAsync();
        context.Overlays.WaitForAssertion(() => Assert.Contains("该邮箱已有用户", context.Overlays.Find("[data-testid=user-errors]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Chen@Example.com", context.Overlays.Find("[data-testid=user-email]").GetAttribute("value"));
    }

    [Fact]
    public async Task TheLastAdministratorStaysOne()
    {
        await using var context = await PageContext.CreateAsync();
        await context.SignInAsync("admin@example.com", Roles.Admin);
        var page = context.Render<UsersPage>();
        var row = page.WaitForElement("[data-testid=user-row]");
        Assert.Null(row.QuerySelector("[data-testid=delete-user], [data-testid=disable-user]"));
        page.Find("[data-testid=edit-roles]").Click();
        context.Overlays.WaitForElement("[data-testid=role-Reader]").Change(true);
        context.Overlays.Find("[data-testid=role-Admin]").Change(false);
        await context.Overlays.Find("form").SubmitAsync();
        context.Overlays.WaitForAssertion(() => Assert.Contains("at least one administrator", context.Overlays.Find("[data-testid=user-errors]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DisablesAndEnablesAUser()
    {
        await using var context = await PageContext.CreateAsync();
        await context.SignInAsync("admin@example.com", Roles.Admin);
        var id = await context.CreateUserAsync("bob@example.com", Roles.Reader);
        var ended = new List<string>();
        context.Services.GetRequiredService<Sessions>().Ended += ended.Add;
        var page = context.Render<UsersPage>();
        page.WaitForElement("[data-testid=disable-user]").Click();
        context.Overlays.WaitForElement("[data-testid=confirm-ok]").Click();
        page.WaitForAssertion(() => Assert.Contains("Disabled", State(page, "bob@example.com"), StringComparison.Ordinal));
        Assert.Equal([id], ended);
        page.Find("[data-testid=enable-user]").Click();
        page.WaitForAssertion(() => Assert.Contains("Active", State(page, "bob@example.com"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task ShowsALockoutAndLiftsIt()
    {
        await using var context = await PageContext.CreateAsync();
        await context.SignInAsync("admin@example.com", Roles.Admin);
        await context.CreateUserAsync("bob@example.com", Roles.Reader);
        await WithUserAsync(context, "bob@example.com", async (users, user) =>
        {
            for (var i = 0; i < 5; i++)
            {
                await users.AccessFailedAsync(user);
            }
        });
        var page = context.Render<UsersPage>();
        page.WaitForAssertion(() => Assert.Contains("Locked until", State(page, "bob@example.com"), StringComparison.Ordinal));
        page.Find("[data-testid=unlock-user]").Click();
        page.WaitForAssertion(() => Assert.Contains("Active", State(page, "bob@example.com"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task ResetsAPasswordAndDeletesAUserOnceHisAddressWasTyped()
    {
        await using var context = await PageContext.CreateAsync();
        await context.SignInAsync("admin@example.com", Roles.Admin);
        await context.CreateUserAsync("bob@example.com", Roles.Reader);
        var page = context.Render<UsersPage>();
        Row(page, "bob@example.com").QuerySelector("[data-testid=reset-password]")!.Click();
        context.Overlays.WaitForElement("[data-testid=confirm-ok]").Click();
        var password = context.Overlays.WaitForElement("[data-testid=one-time-password]").TextContent;
        Assert.Equal((true, true), await PasswordAsync(context, "bob@example.com", password));
        context.Overlays.Find("[data-testid=close-password]").Click();
        Row(page, "bob@example.com").QuerySelector("[data-testid=delete-user]")!.Click();
        Assert.True(context.Overlays.WaitForElement("[data-testid=confirm-ok]").HasAttribute("disabled"));
        context.Overlays.Find("[data-testid=confirm-name]").Input("bob@example.com");
        context.Overlays.Find("[data-testid=confirm-ok]").Click();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=user-row]")));
    }

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<UsersPage> page, string email) => page.WaitForElement($"[data-testid=user-row][data-email='{email}']");

    private static string State(IRenderedComponent<UsersPage> page, string email) => Row(page, email).QuerySelector("[data-testid=user-state]")!.TextContent;

    /// <summary>Whether this is the user's password, and whether it is good for one time only.</summary>
    private static async Task<(bool IsRight, bool IsOneTime)> PasswordAsync(PageContext context, string email, string password)
    {
        var answer = (false, false);
        await WithUserAsync(context, email, async (users, user) => answer = (
            await users.CheckPasswordAsync(user, password), (await users.GetClaimsAsync(user)).Any(claim => claim is { Type: "kb:one-time-password", Value: "true" })));
        return answer;
    }

    private static async Task WithUserAsync(PageContext context, string email, Func<UserManager<User>, User, Task> act)
    {
        await using var scope = context.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        await act(users, (await users.FindByEmailAsync(email))!);
    }
}
