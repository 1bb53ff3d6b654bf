using System.Text;
using System.Text.RegularExpressions;
using KnowledgeBase.Tests.Architecture;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>The main job from first start to found clause, as a newcomer does it, with the bundled model.</summary>
public sealed partial class MainJobTests
{
    private const string Email = "chen@example.com";
    private const string Password = "correct horse battery 7";
    private const int FileCount = 50;

    /// <summary>Remembers every state in which a document is shown.</summary>
    private const string Watch = """
        () => {
          window.seen = new Set();
          const look = () => document.querySelectorAll('[data-testid=document-status]').forEach(item => window.seen.add(item.dataset.status));
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-status'] });
        }
        """;

    private const string Drop = """
        files => {
          const dataTransfer = new DataTransfer();
          for (const file of files) {
            dataTransfer.items.add(new File([Uint8Array.from(atob(file.content), letter => letter.charCodeAt(0))], file.name));
          }
          document.querySelector('[data-testid=drop-zone]').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        }
        """;

    private static readonly LocatorAssertionsToHaveCountOptions Indexing = new() { Timeout = 180_000 };

    private static IReadOnlyList<string> Contracts { get; } =
    [
        .. Checkout.Files("*", "KnowledgeBase.Tests/Fixtures/contracts").Where(file => file.Split('/').Length == 4 && Path.GetExtension(file) is ".docx" or ".pdf" or ".doc")
            .Select(file => Path.Combine(Checkout.Root, file)),
    ];

    [Fact]
    public async Task FindsTheClauseThatAnswersAQuestion()
    {
        using var folder = new TemporaryFolder();
        await using var application = await ApplicationProcess.StartAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        await using var browser = await BrowserPage.OpenAsync(application.Address, "zh-CN");
        await browser.WalkAsync(nameof(FindsTheClauseThatAnswersAQuestion), async page =>
        {
            await SetUpAndSignInAsync(page, application.SetupCode!);
            await CreateCollectionAsync(page, "采购合同");
            await UploadAsync(page);
            await SearchAsync(page, "供应商延迟交货超过15天，买方是否有权解除合同？");
        });
    }

    [Fact]
    public async Task ShowsNothingBeforeItIsSetUp()
    {
        using var folder = new TemporaryFolder();
        await using var application = await ApplicationProcess.StartAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        await using var browser = await BrowserPage.OpenAsync(application.Address, "en");
        await browser.WalkAsync(nameof(ShowsNothingBeforeItIsSetUp), async page =>
        {
            foreach (var address in new[] { "/", "/collections", "/search", "/login" })
            {
                await page.GotoAsync(address);
                await Expect(page.GetByTestId("setup-form")).ToBeVisibleAsync();
            }

            await FillSetupAsync(page, "AAAA-AAAA-AAAA");
            await Expect(page.GetByTestId("account-errors")).ToBeVisibleAsync();
        });
    }

    private static async Task SetUpAndSignInAsync(IPage page, string code)
    {
        await page.GotoAsync("/");
        await FillSetupAsync(page, code);
        await Expect(page.GetByTestId("setup-done")).ToBeVisibleAsync();
        await page.GetByTestId("email").FillAsync(Email);
        await page.GetByTestId("password").FillAsync(Password);
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("user-menu")).ToBeVisibleAsync();
    }

    private static async Task FillSetupAsync(IPage page, string code)
    {
        await page.GetByTestId("code").FillAsync(code);
        await page.GetByTestId("email").FillAsync(Email);
        await page.GetByTestId("password").FillAsync(Password);
        await page.GetByTestId("repeated").FillAsync(Password);
        await page.GetByTestId("complete-setup").ClickAsync();
    }

    private static async Task CreateCollectionAsync(IPage page, string name)
    {
        await page.GotoAsync("/collections");
        await Expect(page.GetByTestId("create-collection")).ToBeEnabledAsync();
        await page.GetByTestId("create-collection").ClickAsync();
        await page.GetByTestId("collection-name").FillAsync(name);
        await page.GetByTestId("collection-kind").SelectOptionAsync("Contracts");
        await page.GetByTestId("save-collection").ClickAsync();
        await page.WaitForURLAsync(CollectionAddress());
    }

    /// <summary>Fifty files dropped onto the page: the contracts in Word and PDF, notes that have nothing to do with the question, and one that is damaged.</summary>
    private static async Task UploadAsync(IPage page)
    {
        List<object> files = [File("损坏的扫描件.pdf", "%PDF-1.7\n"u8.ToArray()), File("notes.md", "# Opening hours\n\nThe service desk answers on working days from 9:00 to 18:00.\n"u8.ToArray())];
        foreach (var contract in Contracts)
        {
            files.Add(File(Path.GetFileName(contract), await System.IO.File.ReadAllBytesAsync(contract)));
        }

        for (var number = 1; files.Count < FileCount; number++)
        {
            var note = $"第一条 租金\n{number} 号房承租人应于每月{number}日前支付当月租金人民币{number + 3000}元。\n第二条 押金\n押金为{number + 100}元，期满后无息返还。\n";
            files.Add(File($"租赁备忘-{number}.txt", Encoding.UTF8.GetBytes(note)));
        }

        await Expect(page.GetByTestId("upload-input")).ToBeEnabledAsync();
        await page.EvaluateAsync(Watch);
        await page.EvaluateAsync(Drop, files);
        await Expect(page.GetByTestId("document-row")).ToHaveCountAsync(FileCount, Indexing);
        // Live: nothing is reloaded here.
        await Expect(Status(page, "ready")).ToHaveCountAsync(FileCount - 1, Indexing);
        // What was drawn anew by the news of each document speaks the page's language still.
        await Expect(Status(page, "ready").First).ToContainTextAsync("就绪");
        Assert.Contains(await page.EvaluateAsync<string[]>("() => [...window.seen]"), status => status is "reading" or "embedding");

        var damaged = page.GetByTestId("document-row").Filter(new LocatorFilterOptions { HasText = "损坏的扫描件.pdf" });
        await Expect(damaged.GetByTestId("document-error")).ToContainTextAsync("文件已损坏");
        await damaged.GetByTestId("retry-document").ClickAsync();
        await Expect(damaged.GetByTestId("document-error")).ToContainTextAsync("文件已损坏");
    }

    private static object File(string name, byte[] content) => new { name, content = Convert.ToBase64String(content) };

    private static ILocator Status(IPage page, string status) => page.Locator($"[data-testid=document-status][data-status={status}]");

    private static async Task SearchAsync(IPage page, string query)
    {
        await page.GotoAsync("/search");
        await Expect(page.GetByTestId("search-query")).ToBeEnabledAsync();
        await page.GetByTestId("search-query").FillAsync(query);
        await page.GetByTestId("search-submit").ClickAsync();
        var first = page.GetByTestId("search-hit").First;
        await Expect(first.GetByTestId("hit-cosine")).ToContainTextAsync(ThreeDecimals());
        await Expect(first.GetByTestId("hit-document")).ToContainTextAsync("purchase_zh");
        await Expect(first.GetByTestId("hit-text")).ToContainTextAsync(RightClause());
        await Expect(first.GetByTestId("hit-text").Locator("mark").Filter(new LocatorFilterOptions { HasText = "解除" })).ToBeVisibleAsync();
        await Expect(first.GetByTestId("hit-label")).ToHaveTextAsync("16.2");
        var cosines = await page.GetByTestId("search-hit").GetByTestId("hit-cosine").AllInnerTextsAsync();
        var values = cosines.Select(text => double.Parse(ThreeDecimals().Match(text).Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(values.OrderDescending(), values);
        Assert.All(values, value => Assert.InRange(value, -1, 1));

        // The address holds the state of the page: the same hits after a reload.
        await page.ReloadAsync();
        await Expect(first.GetByTestId("hit-text")).ToContainTextAsync(RightClause());

        await first.GetByTestId("hit-document").ClickAsync();
        await Expect(page.GetByTestId("marked-hit")).ToContainTextAsync(RightClause());
        await Expect(page.GetByTestId("marked-hit")).ToBeInViewportAsync();
    }

    [GeneratedRegex("/collections/[0-9a-f-]{36}")]
    private static partial Regex CollectionAddress();

    [GeneratedRegex(@"-?[01]\.\d{3}(?!\d)")]
    private static partial Regex ThreeDecimals();

    /// <summary>The clause on late delivery that gives the buyer the right to terminate.</summary>
    [GeneratedRegex("迟延交付.*解除", RegexOptions.Singleline)]
    private static partial Regex RightClause();
}
