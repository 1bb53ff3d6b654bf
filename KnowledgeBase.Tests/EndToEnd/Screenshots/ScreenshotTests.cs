using KnowledgeBase.Tests.Architecture;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd.Screenshots;

/// <summary>
/// Takes every picture of docs/screenshots anew, from the real application with the fixtures' contracts; see the readme
/// there. Not part of a test run.
/// </summary>
public sealed class ScreenshotTests
{
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
        var seed = new SeededFolder(folder.Path);
        await using (seed)
        {
            await seed.FillAsync();
        }

        await using var application = await ApplicationProcess.StartAsync(folder.Path, settings, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Folder);
        await using var browser = await BrowserPage.OpenAsync(application.Address, "zh-CN");
        await TakeAccountAsync(browser.Page, "login", "/login", "login-form");
        await SignInAsync(browser.Page);
        await WaitUntilIndexedAsync(browser.Page);
        await SeededFaqs.AskAsync(application.Address, seed.Faqs.Id, seed.FaqKey, folder.Path);
        var pages = new ScreenshotPages(seed, await SeededContracts.CompareAsync(browser.Page), await SeededContracts.CheckAsync(browser.Page));
        foreach (var language in new[] { "zh-CN", "en" })
        {
            foreach (var theme in new[] { "light", "dark" })
            {
                await ChooseAsync(browser.Page, language, theme);
                foreach (var (name, prepare) in pages.All(language))
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
                await TakeAsync(page, $"{name}-{language[..2]}-{theme}", name, shown => ScreenshotPages.OpenAsync(shown, address, testId));
            }
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

            await page.SetViewportSizeAsync(width, ScreenshotPages.Height(name, width));
            await prepare(page);
            // A key of the texts where its text should be.
            Assert.DoesNotMatch(@"\b[A-Z][a-z]+[A-Za-z]*_[A-Za-z]+", await page.Locator("body").InnerTextAsync());
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
