using Microsoft.Playwright;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>Pictures of a page on the way through a test, only when somebody wants to look (SCREENSHOTS_FOLDER): light and dark, wide and narrow.</summary>
internal static class PageViews
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCREENSHOTS_FOLDER");

    /// <summary>What the browser asks for, such as zh-CN.</summary>
    public static string Language(string otherwise) => Environment.GetEnvironmentVariable("SCREENSHOTS_LANGUAGE") ?? otherwise;

    public static async Task ShowAsync(IPage page, string name)
    {
        if (Folder is null)
        {
            return;
        }

        foreach (var (width, dark) in new[] { (1280, false), (1280, true), (390, false), (390, true) })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}-{width}{(dark ? "-dark" : "")}.png"), FullPage = true });
        }

        await page.SetViewportSizeAsync(1280, 900);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
    }
}
