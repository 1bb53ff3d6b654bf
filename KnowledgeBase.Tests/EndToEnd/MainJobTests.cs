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
            await UploadAsync(page, folder.Path);
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

    /// <summary>The contracts in Word and PDF, and text files made of a few clauses that have nothing to do with the question.</summary>
    private static async Task UploadAsync(IPage page, string folder)
    {
        string[] notes = ["租赁备忘.txt", "notes.md"];
        await File.WriteAllTextAsync(Path.Combine(folder, notes[0]), "第一条 租金\n承租人应于每月五日前支付当月租金人民币八千元。\n第二条 押金\n押金为两个月租金，合同期满后三十日内无息返还。\n");
        await File.WriteAllTextAsync(Path.Combine(folder, notes[1]), "# Opening hours\n\nThe service desk answers on working days from 9:00 to 18:00.\n");
        List<string> files = [.. Contracts, .. notes.Select(name => Path.Combine(folder, name))];
        await Expect(page.GetByTestId("upload-input")).ToBeEnabledAsync();
        await page.GetByTestId("upload-input").SetInputFilesAsync(files);
        await Expect(page.GetByTestId("document-row")).ToHaveCountAsync(files.Count, Indexing);
        // Live: nothing is reloaded here.
        await Expect(Status(page, "ready").Or(Status(page, "failed")).Or(Status(page, "quarantined"))).ToHaveCountAsync(files.Count, Indexing);
        await Expect(Status(page, "ready")).ToHaveCountAsync(files.Count);
        // What was drawn anew by the news of each document speaks the page's language still.
        await Expect(Status(page, "ready").First).ToContainTextAsync("就绪");
    }

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
