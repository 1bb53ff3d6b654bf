using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>An administrator lets somebody in, that person makes a key, and both end when the administrator says so.</summary>
public sealed class UsersAndKeysTests
{
    private const string Admin = "admin@example.com";
    private const string Password = "correct horse battery 7";
    private const string Own = "violet kettle mountain 3";

    [Fact]
    public async Task LetsSomebodyInAndOutAgain()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Setup__AdminEmail"] = Admin, ["Setup__AdminPassword"] = Password };
        await using var application = await ApplicationProcess.StartAsync(folder.Path, settings, TestContext.Current.CancellationToken);
        await using var admins = await BrowserPage.OpenAsync(application.Address, "zh-CN");
        await using var hers = await BrowserPage.OpenAsync(application.Address, "en");
        await admins.WalkAsync(nameof(LetsSomebodyInAndOutAgain), async admin =>
        {
            await SignInAsync(admin, Admin, Password);
            var oneTime = await CreateUserAsync(admin, "chen@example.com");
            var page = hers.Page;
            await ChooseOwnPasswordAsync(page, "chen@example.com", oneTime);
            await page.GotoAsync("/users");
            await Expect(page.GetByTestId("user-row")).ToHaveCountAsync(0);
            await CreateKeyAsync(page);

            var row = admin.Locator("[data-testid=user-row][data-email='chen@example.com']");
            await row.GetByTestId("user-menu-of").ClickAsync();
            await row.GetByTestId("disable-user").ClickAsync();
            await admin.GetByTestId("confirm-ok").ClickAsync();
            await Expect(row.GetByTestId("user-state")).ToContainTextAsync("已停用");

            // Her open page notices by itself, and her password does not work any more.
            await page.WaitForURLAsync("**/login**");
            await SubmitAsync(page, "chen@example.com", Own);
            await Expect(page.GetByTestId("account-errors")).ToBeVisibleAsync();
        });
    }

    private static async Task<string> CreateUserAsync(IPage page, string email)
    {
        await page.GotoAsync("/users");
        await Expect(page.GetByTestId("create-user")).ToBeEnabledAsync();
        await page.GetByTestId("create-user").ClickAsync();
        await page.GetByTestId("user-email").FillAsync(email);
        await page.GetByTestId("save-user").ClickAsync();
        var password = await page.GetByTestId("one-time-password").InnerTextAsync();
        await page.GetByTestId("close-password").ClickAsync();
        await Expect(page.GetByTestId("user-row")).ToHaveCountAsync(2);
        return password;
    }

    /// <summary>Whatever page she asks for, she is led to the one on which she chooses her own password.</summary>
    private static async Task ChooseOwnPasswordAsync(IPage page, string email, string oneTime)
    {
        await page.GotoAsync("/login");
        await SubmitAsync(page, email, oneTime);
        await Expect(page.GetByTestId("password-form")).ToBeVisibleAsync();
        await page.GotoAsync("/search");
        await Expect(page.GetByTestId("password-form")).ToBeVisibleAsync();
        await page.GetByTestId("present").FillAsync(oneTime);
        await page.GetByTestId("wanted").FillAsync(Own);
        await page.GetByTestId("repeated").FillAsync(Own);
        await page.GetByTestId("save-password").ClickAsync();
        await Expect(page.GetByTestId("password-changed")).ToBeVisibleAsync();
    }

    private static async Task CreateKeyAsync(IPage page)
    {
        await page.GotoAsync("/api-keys");
        await Expect(page.GetByTestId("create-key")).ToBeEnabledAsync();
        await page.GetByTestId("create-key").ClickAsync();
        await page.GetByTestId("key-name").FillAsync("intake");
        await page.GetByTestId("save-key").ClickAsync();
        await Expect(page.GetByTestId("key-secret")).ToContainTextAsync("kb_");
        await page.GetByTestId("close-key").ClickAsync();
        await Expect(page.GetByTestId("key-row")).ToHaveCountAsync(1);
    }

    private static async Task SignInAsync(IPage page, string email, string password)
    {
        await page.GotoAsync("/login");
        await SubmitAsync(page, email, password);
        await Expect(page.GetByTestId("user-menu")).ToBeVisibleAsync();
    }

    private static async Task SubmitAsync(IPage page, string email, string password)
    {
        await page.GetByTestId("email").FillAsync(email);
        await page.GetByTestId("password").FillAsync(password);
        await page.GetByTestId("sign-in").ClickAsync();
    }
}
