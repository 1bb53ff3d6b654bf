using System.Text.RegularExpressions;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Tests.Architecture;
using KnowledgeBase.Tests.Reliability;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>A lawyer works with hits: has one explained, compares two, takes them home, keeps the search; and walks the map by keyboard.</summary>
public sealed partial class SearchPagesTests
{
    [Fact]
    public async Task ExplainsComparesExportsSavesAndMapsWhatWasFound()
    {
        using var folder = new TemporaryFolder();
        await using var application = await ApplicationProcess.StartAsync(folder.Path, ApiClient.Setup, TestContext.Current.CancellationToken);
        using var api = new ApiClient(application.Address);
        var collection = await api.CreateCollectionAsync("采购合同");
        foreach (var name in new[] { "purchase_zh_original.docx", "purchase_zh_revised.docx" })
        {
            await api.UploadAsync(collection, name, await File.ReadAllBytesAsync(Path.Combine(Checkout.Root, "KnowledgeBase.Tests/Fixtures/contracts", name)));
        }

        while ((await api.StatusesAsync(collection)).Values.Any(status => status != "ready"))
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        await using var browser = await BrowserPage.OpenAsync(application.Address, "zh-CN");
        await browser.WalkAsync(nameof(ExplainsComparesExportsSavesAndMapsWhatWasFound), async page =>
        {
            await page.SignInAsync();
            await SearchAsync(page);
            await ExportAsync(page);
            await SaveAsync(page);
            await MapAsync(page);
        });
    }

    private static async Task SearchAsync(IPage page)
    {
        await page.GotoAsync("/search?mode=hybrid&q=" + Uri.EscapeDataString("供应商迟延交货，买方能否解除合同？"));
        await page.GetByTestId("hit-why").First.ClickAsync();
        await Expect(page.GetByTestId("why-drawer").GetByTestId("cosine")).ToContainTextAsync(ThreeDecimals());
        await Expect(page.GetByTestId("why-query")).ToContainTextAsync("供应商迟延交货");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("why-drawer")).ToHaveCountAsync(0);

        await page.GetByTestId("hit-compare").Nth(0).ClickAsync();
        await page.GetByTestId("hit-compare").Nth(1).ClickAsync();
        await page.GetByTestId("compare-hits").ClickAsync();
        await Expect(page.GetByTestId("hit-comparison")).ToContainTextAsync("purchase_zh");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("hit-comparison")).ToHaveCountAsync(0);
    }

    private static async Task ExportAsync(IPage page)
    {
        await page.GetByTestId("export-menu").Locator("summary").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("export-xlsx").ClickAsync());
        await using var file = await download.CreateReadStreamAsync();
        var table = await TableReader.ReadAsync(file, CancellationToken.None);
        Assert.Equal(await page.GetByTestId("search-hit").CountAsync() + 1, table.Count);
        Assert.Contains("purchase_zh", table[1].Cells[1], StringComparison.Ordinal);
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.GetByTestId("save-search").ClickAsync();
        await page.GetByTestId("saved-name").FillAsync("迟延交货");
        await page.GetByTestId("save-search-name").ClickAsync();
        await Expect(page.GetByTestId("saved-name")).ToHaveCountAsync(0);
        await page.GotoAsync("/search");
        await Expect(page.GetByTestId("asked-search").First).ToContainTextAsync("供应商迟延交货");
        await page.GetByTestId("saved-search").ClickAsync();
        await Expect(page.GetByTestId("hit-fused").First).ToBeVisibleAsync();
    }

    private static async Task MapAsync(IPage page)
    {
        await page.GotoAsync("/search/map");
        await Expect(page.GetByTestId("map-document")).ToHaveCountAsync(2);
        // The script listens once the points have come: then an arrow key shows a passage.
        await page.GetByTestId("map-canvas").FocusAsync();
        var tip = page.Locator("[data-map-tip]");
        while (!await tip.IsVisibleAsync())
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await Expect(tip).ToContainTextAsync("purchase_zh");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByTestId("map-open").ClickAsync();
        await Expect(page.GetByTestId("marked-hit")).ToBeInViewportAsync();
    }

    [GeneratedRegex(@"-?[01]\.\d{3}(?!\d)")]
    private static partial Regex ThreeDecimals();
}
