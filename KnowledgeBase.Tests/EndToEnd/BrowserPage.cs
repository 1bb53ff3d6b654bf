using System.Collections.Concurrent;
using KnowledgeBase.Tests.Architecture;
using Microsoft.Playwright;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>
/// A page in a real Chromium. Errors on its console and requests to any other host are collected and fail the test; of
/// a failed test the screenshot and the trace stay in artifacts/end-to-end.
/// </summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-component-update", "--disable-background-networking"];
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _offences = new();

    private BrowserPage(IPlaywright playwright, IBrowser browser, IBrowserContext context, IPage page) =>
        (_playwright, _browser, _context, Page) = (playwright, browser, context, page);

    public IPage Page { get; }

    /// <param name="locale">What the browser asks for, such as zh-CN.</param>
    /// <param name="others">Hosts that the page may ask besides its own.</param>
    public static async Task<BrowserPage> OpenAsync(Uri address, string locale, params Uri[] others)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = address.ToString(), Locale = locale, ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        await context.Tracing.StartAsync(new TracingStartOptions { Screenshots = true, Snapshots = true });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        var browserPage = new BrowserPage(playwright, browser, context, page);
        page.Console += (_, message) => browserPage.Note(message.Type == "error", $"console: {message.Text}");
        page.PageError += (_, error) => browserPage.Note(true, $"script: {error}");
        page.Request += (_, request) => browserPage.Note(
            Uri.TryCreate(request.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && !others.Append(address).Any(host => host.Authority == new Uri(request.Url).Authority),
            $"request: {request.Url}");
        return browserPage;
    }

    /// <summary>Runs the steps of a test, then asks that nothing went wrong behind the page.</summary>
    public async Task WalkAsync(string name, Func<IPage, Task> steps)
    {
        try
        {
            await steps(Page);
            Assert.True(_offences.IsEmpty, string.Join('\n', _offences));
        }
        catch
        {
            var folder = Directory.CreateDirectory(Path.Combine(Checkout.Root, "artifacts", "end-to-end")).FullName;
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
            await _context.Tracing.StopAsync(new TracingStopOptions { Path = Path.Combine(folder, $"{name}.zip") });
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private void Note(bool offence, string text)
    {
        if (offence)
        {
            _offences.Enqueue(text);
        }
    }
}
