using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd.Screenshots;

/// <summary>What is shown: each page by the name of its pictures, and the way to it.</summary>
/// <param name="comparison">Path of a comparison.</param>
/// <param name="check">Path of a check.</param>
internal sealed class ScreenshotPages(SeededFolder seed, string comparison, string check)
{
    private const string Question = "供应商延迟交货超过15天，买方是否有权解除合同？";
    private const string EnglishQuestion = "The supplier delivers more than 15 days late: may the buyer terminate?";
    private const string Customer = "我填错手机号了但已经支付成功，钱能退吗？";

    /// <summary>Of the window in pixels: long pages as long as what people look for.</summary>
    public static int Height(string name, int width) => (name, width) switch
    {
        ("status", 390) => 2700,
        ("status", _) => 1350,
        ("evaluation", 390) => 1700,
        ("faq-settings", _) => 2000,
        ("evaluation" or "faq-statistics" or "check" or "faq-entry", _) => 1350,
        (_, 390) => 844,
        _ => 900,
    };

    public IEnumerable<(string Name, Func<IPage, Task> Prepare)> All(string language) =>
        [.. Library(language), .. Reading(language), .. Search(language), .. Contracts(), .. Faqs(), .. Administration()];

    /// <summary>Opens an address, and waits until the page listens.</summary>
    public static async Task OpenAsync(IPage page, string address, string testId)
    {
        await page.GotoAsync(address);
        await Expect(page.GetByTestId(testId).First).ToBeVisibleAsync();
        // What stays disabled for a reason of its own is not waited for longer.
        for (var i = 0; i < 20 && await page.Locator("button:disabled, input:disabled, select:disabled, textarea:disabled").CountAsync() > 0; i++)
        {
            await page.WaitForTimeoutAsync(100);
        }
    }

    private IEnumerable<(string Name, Func<IPage, Task> Prepare)> Library(string language)
    {
        yield return ("home", page => OpenAsync(page, "/", "home-query"));
        yield return ("collections", page => OpenAsync(page, "/collections", "collection-card"));
        yield return ("collection", page => OpenAsync(page, $"/collections/{seed.Contracts.Id}", "document-row"));
        yield return ("document", page => OpenHitAsync(page, $"/search?q={Asked(language)}&collections={seed.Contracts.Id}", "marked-hit"));
        yield return ("vectors", page => OpenAsync(page, $"/collections/{seed.Contracts.Id}/vectors", "whole-documents"));
    }

    private IEnumerable<(string Name, Func<IPage, Task> Prepare)> Reading(string language)
    {
        yield return ("document-page", async page =>
        {
            await OpenHitAsync(page, $"/search?q={Asked(language)}&collections={seed.Received.Id}", "hit-box");
            await page.EvaluateAsync("async () => { const picture = new Image(); picture.src = document.querySelector('[data-testid=page-picture] image').href.baseVal; await picture.decode(); }");
        }
        );
        yield return ("document-report", async page =>
        {
            await OpenHitAsync(page, $"/search?q={Asked(language)}&collections={seed.Received.Id}", "hit-box");
            await page.GetByTestId("reading-report").ClickAsync();
            await Expect(page.GetByTestId("readings")).ToBeVisibleAsync();
        }
        );
        yield return ("document-reread", async page =>
        {
            await OpenHitAsync(page, $"/search?q={Asked(language)}&collections={seed.Received.Id}", "hit-box");
            await OpenAsync(page, $"{new Uri(page.Url).AbsolutePath}/reread", "reread-form");
        }
        );
    }

    private IEnumerable<(string Name, Func<IPage, Task> Prepare)> Search(string language)
    {
        yield return ("search-map", async page =>
        {
            await OpenAsync(page, $"/search/map?collection={seed.Contracts.Id}", "map");
            await page.WaitForTimeoutAsync(500); // the points glide to their places
        }
        );
        yield return ("search-tuning", page => OpenAsync(page, $"/search/tuning?collection={seed.Contracts.Id}", "tuning-collection"));
        yield return ("search-start", page => OpenAsync(page, "/search", "search-start"));
        yield return ("search", page => OpenAsync(page, $"/search?q={Asked(language)}", "search-hit"));
        yield return ("search-why", async page =>
        {
            await OpenAsync(page, $"/search?q={Asked(language)}&mode=hybrid", "search-hit");
            await page.GetByTestId("hit-why").First.ClickAsync();
            await Expect(page.GetByTestId("why-query")).ToBeVisibleAsync();
            await page.WaitForTimeoutAsync(500); // the drawer slides in
        }
        );
    }

    private IEnumerable<(string Name, Func<IPage, Task> Prepare)> Contracts()
    {
        yield return ("contracts", page => OpenAsync(page, "/contracts", "run"));
        yield return ("contracts-check", page => OpenAsync(page, "/contracts?tab=check", "check-settings"));
        yield return ("comparison", page => OpenAsync(page, comparison, "pair"));
        yield return ("check", page => OpenAsync(page, check, "coverage"));
    }

    private IEnumerable<(string Name, Func<IPage, Task> Prepare)> Faqs()
    {
        var collection = $"/collections/{seed.Faqs.Id}";
        yield return ("faq", page => OpenAsync(page, collection, "faq-row"));
        yield return ("faq-new", page => OpenAsync(page, $"{collection}/entries/new", "faq-editor"));
        yield return ("faq-entry", async page =>
        {
            await OpenAsync(page, collection, "faq-row");
            await page.GetByTestId("faq-question").First.ClickAsync();
            await Expect(page.GetByTestId("faq-history")).ToBeVisibleAsync();
        }
        );
        yield return ("faq-console", async page =>
        {
            await OpenAsync(page, $"{collection}/console", "faq-ask-text");
            await page.GetByTestId("faq-ask-text").FillAsync(Customer);
            await page.GetByTestId("faq-ask").ClickAsync();
            await Expect(page.GetByTestId("faq-match").First).ToBeVisibleAsync();
        }
        );
        yield return ("faq-import", page => OpenAsync(page, $"{collection}/import", "faq-import-file"));
        yield return ("faq-inbox", page => OpenAsync(page, $"{collection}/inbox", "faq-cluster"));
        yield return ("faq-statistics", page => OpenAsync(page, $"{collection}/statistics", "faq-stats-count"));
        yield return ("faq-settings", page => OpenAsync(page, $"{collection}/faq-settings", "faq-settings"));
        yield return ("evaluation", async page =>
        {
            await OpenAsync(page, $"/evaluation?collection={seed.Faqs.Id}", "evaluation-run");
            await Expect(page.GetByTestId("evaluation-top1")).ToHaveCountAsync(3, new LocatorAssertionsToHaveCountOptions { Timeout = 180_000 });
            await page.GetByTestId("evaluation-compare").First.ClickAsync();
            await Expect(page.GetByTestId("evaluation-verdict")).ToBeVisibleAsync();
        }
        );
    }

    private static IEnumerable<(string Name, Func<IPage, Task> Prepare)> Administration()
    {
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
        yield return ("password", page => OpenAsync(page, "/account/password", "password-form"));
        yield return ("error", page => OpenAsync(page, "/error", "error-id"));
        yield return ("not-found", page => OpenAsync(page, "/not-found", "not-found"));
    }

    private static string Asked(string language) => Uri.EscapeDataString(language == "en" ? EnglishQuestion : Question);

    private static async Task OpenHitAsync(IPage page, string search, string testId)
    {
        await OpenAsync(page, search, "search-hit");
        await page.GetByTestId("hit-document").First.ClickAsync();
        await Expect(page.GetByTestId(testId).First).ToBeVisibleAsync();
    }
}
