using KnowledgeBase.Tests.Architecture;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>
/// Takes every picture of docs/screenshots anew, from the real application with the fixtures' contracts; see the readme
/// there. Not part of a test run.
/// </summary>
public sealed class ScreenshotTests
{
    private const string Question = "供应商延迟交货超过15天，买方是否有权解除合同？";
    private const string EnglishQuestion = "The supplier delivers more than 15 days late: may the buyer terminate?";

    private static string Folder { get; } = Environment.GetEnvironmentVariable("SCREENSHOTS_FOLDER") ?? Path.Combine(Checkout.Root, "docs", "screenshots");

    private static string[]? Only { get; } = Environment.GetEnvironmentVariable("SCREENSHOTS_ONLY")?.Split(',');

#if SCREENSHOTS
    [Fact]
#endif
    public async Task TakeAll()
    {
        await TakeSetupAsync();
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Embedding__ModelsFolder"] = "/srv/knowledgebase/models" };
        await using (var seed = new SeededFolder(folder.Path))
        {
            await seed.FillAsync();
        }

        await using var application = await ApplicationProcess.StartAsync(folder.Path, settings, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Folder);
        await using var browser = await BrowserPage.OpenAsync(application.Address, "zh-CN");
        await TakeAccountAsync(browser.Page, "login", "/login", "login-form");
        await SignInAsync(browser.Page);
        await WaitUntilIndexedAsync(browser.Page);
        foreach (var language in new[] { "zh-CN", "en" })
        {
            foreach (var theme in new[] { "light", "dark" })
            {
                await ChooseAsync(browser.Page, language, theme);
                foreach (var (name, prepare) in Pages(language))
                {
                    await TakeAsync(browser.Page, $"{name}-{language[..2]}-{theme}", name, prepare);
                }
            }
        }
    }

    /// <summary>The page of a first start, from an application with nothing in it.</summary>
    private static async Task TakeSetupAsync()
    {
        using var folder = new TemporaryFolder();
        await using var application = await ApplicationProcess.StartAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        await using var browser = await BrowserPage.OpenAsync(application.Address, "zh-CN");
        await TakeAccountAsync(browser.Page, "setup", "/setup", "setup-form");
    }

    private static async Task TakeAccountAsync(IPage page, string name, string address, string testId)
    {
        foreach (var language in new[] { "zh-CN", "en" })
        {
            foreach (var theme in new[] { "light", "dark" })
            {
                await ChooseAsync(page, language, theme);
                await TakeAsync(page, $"{name}-{language[..2]}-{theme}", name, shown => OpenAsync(shown, address, testId));
            }
        }
    }

    private static IEnumerable<(string Name, Func<IPage, Task> Prepare)> Pages(string language)
    {
        var question = Uri.EscapeDataString(language == "en" ? EnglishQuestion : Question);
        yield return ("home", page => OpenAsync(page, "/", "home-query"));
        yield return ("collections", page => OpenAsync(page, "/collections", "collection-card"));
        yield return ("collection", async page =>
        {
            await OpenAsync(page, "/collections", "collection-card");
            await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "采购合同" }).ClickAsync();
            await Expect(page.GetByTestId("document-row").First).ToBeVisibleAsync();
        }
        );
        yield return ("search-start", page => OpenAsync(page, "/search", "search-start"));
        yield return ("search", page => OpenAsync(page, $"/search?q={question}", "search-hit"));
        yield return ("users", page => OpenAsync(page, "/users", "user-row"));
        yield return ("user-new", async page =>
        {
            await OpenAsync(page, "/users", "create-user");
            await page.GetByTestId("create-user").ClickAsync();
            await Expect(page.GetByTestId("save-user")).ToBeVisibleAsync();
        }
        );
        yield return ("api-keys", page => OpenAsync(page, "/api-keys?all=true", "key-row"));
        yield return ("api-key-new", async page =>
        {
            await OpenAsync(page, "/api-keys", "create-key");
            await page.GetByTestId("create-key").ClickAsync();
            await page.GetByTestId("key-name").FillAsync("contract intake");
        }
        );
        yield return ("status", page => OpenAsync(page, "/status", "work-card"));
        yield return ("models", page => OpenAsync(page, "/models", "model-active"));
        yield return ("instructions", page => OpenAsync(page, "/instructions", "new-instruction"));
        yield return ("faq", async page =>
        {
            await OpenAsync(page, "/collections", "collection-card");
            await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "客服问答" }).ClickAsync();
            await Expect(page.GetByTestId("faq-row").First).ToBeVisibleAsync();
        }
        );
        yield return ("search-why", async page =>
        {
            await OpenAsync(page, $"/search?q={question}&mode=hybrid", "search-hit");
            await page.GetByTestId("hit-why").First.ClickAsync();
            await Expect(page.GetByTestId("why-query")).ToBeVisibleAsync();
            await page.WaitForTimeoutAsync(500); // the drawer slides in
        }
        );
        yield return ("document", async page =>
        {
            await OpenAsync(page, $"/search?q={question}", "search-hit");
            await page.GetByTestId("hit-document").First.ClickAsync();
            await Expect(page.GetByTestId("marked-hit")).ToBeVisibleAsync();
        }
        );
    }

    private static async Task OpenAsync(IPage page, string address, string testId)
    {
        await page.GotoAsync(address);
        await Expect(page.GetByTestId(testId).First).ToBeVisibleAsync();
        // What stays disabled for a reason of its own is not waited for longer.
        for (var i = 0; i < 20 && await page.Locator("button:disabled, input:disabled, textarea:disabled").CountAsync() > 0; i++)
        {
            await page.WaitForTimeoutAsync(100);
        }
    }

    private static async Task TakeAsync(IPage page, string file, string name, Func<IPage, Task> prepare)
    {
        foreach (var width in new[] { 1280, 390 })
        {
            var suffix = width == 390 ? "-390" : "";
            // A telephone once in each language: one light, one dark.
            if ((width == 390 && !file.EndsWith("zh-light", StringComparison.Ordinal) && !file.EndsWith("en-dark", StringComparison.Ordinal))
                || (Only is not null && !Only.Contains(name + suffix)))
            {
                continue;
            }

            // The status as high as its page: below the fold is what people look for.
            await page.SetViewportSizeAsync(width, (name, width) switch { ("status", 390) => 2700, ("status", _) => 1350, (_, 390) => 844, _ => 900 });
            await prepare(page);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{file}{suffix}.png"), Animations = ScreenshotAnimations.Disabled });
        }
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/login");
        await page.GetByTestId("email").FillAsync(SeededFolder.AdminEmail);
        await page.GetByTestId("password").FillAsync(SeededFolder.Password);
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("user-menu")).ToBeVisibleAsync();
    }

    private static async Task WaitUntilIndexedAsync(IPage page)
    {
        await page.GotoAsync("/collections");
        await Expect(page.GetByTestId("collection-card").First).ToBeVisibleAsync();
        await Expect(page.Locator(".pill-busy")).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = 180_000 });
    }

    private static async Task ChooseAsync(IPage page, string language, string theme)
    {
        await page.GotoAsync($"/culture?culture={language}&returnUrl=/");
        await page.Context.AddCookiesAsync([new Cookie { Name = "kb-theme", Value = theme, Url = page.Url }]);
    }
}
