using KnowledgeBase.Tests.EndToEnd.Screenshots;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>An administrator shortens a collection's vectors, has whole documents embedded, and measures a prefix on an evaluation set.</summary>
public sealed class VectorPagesTests
{
    private static readonly LocatorAssertionsToHaveAttributeOptions PatientAttribute = new() { Timeout = 240_000 };
    private static readonly LocatorAssertionsToContainTextOptions PatientText = new() { Timeout = 240_000 };
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 240_000 };

    [Fact]
    public async Task SetsTheVectorsOfACollectionAndMeasuresAPrefix()
    {
        using var folder = new TemporaryFolder();
        Guid contracts;
        await using (var seeded = new SeededFolder(folder.Path))
        {
            await seeded.FillAsync();
            contracts = seeded.Contracts.Id;
        }

        await using var application = await ApplicationProcess.StartAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        await using var browser = await BrowserPage.OpenAsync(application.Address, PageViews.Language("zh-CN"));
        await browser.WalkAsync(nameof(SetsTheVectorsOfACollectionAndMeasuresAPrefix), async page =>
        {
            await page.GotoAsync("/login");
            await page.GetByTestId("email").FillAsync(SeededFolder.AdminEmail);
            await page.GetByTestId("password").FillAsync(SeededFolder.Password);
            await page.GetByTestId("sign-in").ClickAsync();
            await Expect(page.GetByTestId("user-menu")).ToBeVisibleAsync();
            await WholeDocumentsAsync(page, contracts);
            await ShorterVectorsAsync(page, contracts);
            await PrefixAsync(page);
        });
    }

    private static async Task WholeDocumentsAsync(IPage page, Guid collection)
    {
        await page.GotoAsync($"/collections/{collection}");
        await Expect(page.GetByTestId("collection-members")).ToBeEnabledAsync();
        await page.GetByTestId("collection-menu").ClickAsync();
        await page.GetByTestId("vector-settings").ClickAsync();
        await Expect(page.GetByTestId("whole-toggle")).ToBeEnabledAsync();
        await page.GetByTestId("whole-toggle").CheckAsync();
        await Expect(page.GetByTestId("whole-progress")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"\b([4-9])\D+\1\b"), PatientText);
        await PageViews.ShowAsync(page, "vectors");
        await page.GotoAsync($"/collections/{collection}");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "purchase_zh_original.docx" }).First.ClickAsync();
        await Expect(page.GetByTestId("similar-documents").GetByTestId("cosine").First).ToBeVisibleAsync(Patient);
        await PageViews.ShowAsync(page, "document-similar");
    }

    private static async Task ShorterVectorsAsync(IPage page, Guid collection)
    {
        await page.GotoAsync($"/collections/{collection}/vectors");
        await Expect(page.GetByTestId("dimensions")).ToBeEnabledAsync();
        await Expect(page.GetByTestId("length-now")).ToContainTextAsync("256");
        await page.GetByTestId("dimensions").SelectOptionAsync("64");
        await page.GetByTestId("change-length").ClickAsync();
        await page.GetByTestId("confirm-ok").ClickAsync();
        await Expect(page.GetByTestId("generation")).ToHaveAttributeAsync("data-status", "Serving", PatientAttribute);
        await Expect(page.GetByTestId("length-now")).ToContainTextAsync("64");
        await PageViews.ShowAsync(page, "vectors-shorter");
        await page.GotoAsync($"/search?q={Uri.EscapeDataString("逾期交货怎么办")}&c={collection}");
        await Expect(page.GetByTestId("cosine").First).ToBeVisibleAsync(Patient);
    }

    private static async Task PrefixAsync(IPage page)
    {
        await page.GotoAsync("/instructions");
        await Expect(page.GetByTestId("new-instruction")).ToBeEnabledAsync();
        await page.GetByTestId("presets-service").Locator("summary").ClickAsync();
        await page.GetByTestId("presets-service").GetByTestId("use-preset").Nth(3).ClickAsync();
        await page.GetByTestId("save-instruction").ClickAsync();
        await page.GetByTestId("measure-instruction").ClickAsync();
        await Expect(page.GetByTestId("measure-side")).ToHaveValueAsync("Both");
        await page.GetByTestId("begin-measure").ClickAsync();
        await Expect(page.GetByTestId("measure-verdict")).ToContainTextAsync("McNemar", PatientText);
        await PageViews.ShowAsync(page, "instruction-measure");
    }
}
