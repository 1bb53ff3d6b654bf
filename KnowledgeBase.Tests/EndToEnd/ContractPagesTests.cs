using KnowledgeBase.Tests.Architecture;
using KnowledgeBase.Tests.Reliability;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>A lawyer compares two contracts and checks one against the library, with the bundled model; the keyboard is enough to decide.</summary>
public sealed class ContractPagesTests
{
    private static readonly string Fixtures = Path.Combine(Checkout.Root, "KnowledgeBase.Tests/Fixtures/contracts");

    [Fact]
    public async Task ComparesTwoContractsAndChecksOneAgainstTheLibrary()
    {
        using var folder = new TemporaryFolder();
        await using var application = await ApplicationProcess.StartAsync(folder.Path, ApiClient.Setup, TestContext.Current.CancellationToken);
        using var api = new ApiClient(application.Address);
        var collection = await api.CreateCollectionAsync("采购合同");
        foreach (var name in new[] { "purchase_zh_original.docx", "purchase_zh_revised.docx" })
        {
            await api.UploadAsync(collection, name, await File.ReadAllBytesAsync(Path.Combine(Fixtures, name)));
        }

        while ((await api.StatusesAsync(collection)).Values.Any(status => status != "ready"))
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        await using var browser = await BrowserPage.OpenAsync(application.Address, "zh-CN");
        await browser.WalkAsync(nameof(ComparesTwoContractsAndChecksOneAgainstTheLibrary), async page =>
        {
            await page.GotoAsync("/login");
            await page.GetByTestId("email").FillAsync("admin@example.com");
            await page.GetByTestId("password").FillAsync("correct horse battery 7");
            await page.GetByTestId("sign-in").ClickAsync();
            await Expect(page.GetByTestId("user-menu")).ToBeVisibleAsync();
            await CompareAsync(page);
            await CheckAsync(page);
        });
    }

    private static async Task CompareAsync(IPage page)
    {
        await page.GotoAsync("/contracts");
        await ChooseAsync(page, "choose-a", "purchase_zh_original.docx");
        await ChooseAsync(page, "choose-b", "purchase_zh_revised.docx");
        await page.GetByTestId("run").ClickAsync();

        // The seed's own example: working days became days, though the clauses are the same otherwise.
        var payment = page.GetByTestId("pair").Filter(new LocatorFilterOptions { HasText = "初步验收合格后" }).First;
        await Expect(payment).ToContainTextAsync("15个工作日");
        await Expect(payment.Locator("[data-testid=difference][data-kind=unit]")).ToContainTextAsync("15日");
        // What is the same is not shown, unless it stands at another place.
        await Expect(page.Locator("[data-relation=identical]:not(:has([data-testid=moved]))")).ToHaveCountAsync(0);
        await page.GetByTestId("show-all").ClickAsync();
        await Expect(page.Locator("[data-relation=identical]:not(:has([data-testid=moved]))").First).ToBeVisibleAsync();
        await page.GetByTestId("kind").SelectOptionAsync("Forum");
        await Expect(page.GetByTestId("pair").First).ToContainTextAsync("仲裁");
        await page.GetByTestId("kind").SelectOptionAsync("");

        // By keyboard: to the first pair, its first difference accepted; it is still so after a reload.
        await page.ReloadAsync();
        await Expect(page.GetByTestId("run").Or(page.GetByTestId("accept").First)).ToBeVisibleAsync();
        await RepeatAsync(async () =>
        {
            await page.Keyboard.PressAsync("n");
            await page.Keyboard.PressAsync("a");
            await Expect(page.Locator(".difference.decided").First).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 2_000 });
        });
        await page.ReloadAsync();
        await Expect(page.Locator(".difference.decided").First).ToContainTextAsync("已接受");

        foreach (var (test, start) in new[] { ("redline", "PK"), ("report-csv", "\uFEFF"), ("report-docx", "PK"), ("report-html", "<!doctype"), ("report-json", "{") })
        {
            var address = await page.GetByTestId(test).GetAttributeAsync("href");
            var answer = await page.APIRequest.GetAsync(address!);
            Assert.True(answer.Ok, $"{test}: {answer.Status}");
            Assert.StartsWith(start, System.Text.Encoding.UTF8.GetString(await answer.BodyAsync()), StringComparison.Ordinal);
        }
    }

    private static async Task CheckAsync(IPage page)
    {
        await page.GotoAsync("/contracts?tab=check");
        await Expect(page.GetByTestId("choose-a-file")).ToBeEnabledAsync();
        await page.GetByTestId("choose-a-file").SetInputFilesAsync(Path.Combine(Fixtures, "purchase_zh_revised_tracked.docx"));
        await page.GetByTestId("run").ClickAsync();
        // The revised contract itself is in the library: nearly everything is found there word for word.
        await Expect(page.GetByTestId("similar").Locator("tbody tr").First).ToContainTextAsync("purchase_zh_revised.docx");
        await Expect(page.GetByTestId("similar")).ToContainTextAsync("近似重复");
        await Expect(page.Locator("[data-testid=checked-clause][data-origin=verbatim]").First).ToBeVisibleAsync();
    }

    private static async Task ChooseAsync(IPage page, string side, string name)
    {
        await Expect(page.GetByTestId($"{side}-collection")).ToBeEnabledAsync();
        await RepeatAsync(async () =>
        {
            await page.GetByTestId($"{side}-collection").SelectOptionAsync(new SelectOptionValue { Label = "采购合同" });
            await Expect(page.GetByTestId($"{side}-document")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 2_000 });
        });
        await page.GetByTestId($"{side}-document").SelectOptionAsync(new SelectOptionValue { Label = name });
    }

    /// <summary>Tries again while the circuit is not up yet.</summary>
    private static async Task RepeatAsync(Func<Task> steps)
    {
        for (var left = 30; ; left--)
        {
            try
            {
                await steps();
                return;
            }
            catch (Exception e) when (left > 0 && e is PlaywrightException or TimeoutException)
            {
                await Task.Delay(200);
            }
        }
    }
}
