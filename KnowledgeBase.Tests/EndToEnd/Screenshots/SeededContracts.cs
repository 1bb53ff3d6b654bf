using KnowledgeBase.Tests.Architecture;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd.Screenshots;

/// <summary>A comparison and a check, made in the browser; both are kept and can be opened again.</summary>
internal static class SeededContracts
{
    private const string Original = "purchase_zh_original.docx";
    private const string Revised = "purchase_zh_revised.docx";

    /// <returns>Path of the comparison's page.</returns>
    public static async Task<string> CompareAsync(IPage page)
    {
        await ScreenshotPages.OpenAsync(page, "/contracts", "run");
        await ChooseAsync(page, "choose-a", Original);
        await ChooseAsync(page, "choose-b", Revised);
        return await RunAsync(page, "comparison");
    }

    /// <returns>Path of the check's page.</returns>
    public static async Task<string> CheckAsync(IPage page)
    {
        await ScreenshotPages.OpenAsync(page, "/contracts?tab=check", "run");
        await page.GetByTestId("choose-a-file").SetInputFilesAsync(Path.Combine(Checkout.Root, "KnowledgeBase.Tests/Fixtures/contracts/purchase_zh_rewrite_zh.docx"));
        return await RunAsync(page, "coverage");
    }

    private static async Task<string> RunAsync(IPage page, string result)
    {
        await page.GetByTestId("run").ClickAsync();
        await Expect(page.GetByTestId(result)).ToBeVisibleAsync();
        return new Uri(page.Url).AbsolutePath;
    }

    private static async Task ChooseAsync(IPage page, string side, string name)
    {
        await page.GetByTestId($"{side}-collection").SelectOptionAsync(new SelectOptionValue { Label = SeededFolder.ContractsName });
        await page.GetByTestId($"{side}-document").SelectOptionAsync(new SelectOptionValue { Label = name });
    }
}
