using System.Globalization;
using System.Text;
using KnowledgeBase.Tests.Architecture;
using KnowledgeBase.Tests.Documents.Reading.Pdf;
using KnowledgeBase.Tests.Reliability;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>From a hit to its place: on the page of a PDF file, of a scan and of a preview, at the paragraph of a Word file, at the row of a table.</summary>
public sealed class DocumentPagesTests
{
    private static readonly LocatorAssertionsToBeVisibleOptions Slow = new() { Timeout = 180_000 };

    [Fact]
    public async Task AHitOpensAtItsPlace()
    {
        using var folder = new TemporaryFolder();
        await using var application = await ApplicationProcess.StartAsync(folder.Path, ApiClient.Setup, TestContext.Current.CancellationToken);
        var word = await File.ReadAllBytesAsync(Path.Combine(Checkout.Root, "KnowledgeBase.Tests/Fixtures/contracts/purchase_zh_original.docx"), TestContext.Current.CancellationToken);
        var rows = string.Concat(Enumerable.Range(1, 60).Select(i => $"{i},工业交换机{i},SW-{100 + i},{1200 + (i * 35)},{10 + (i % 7)}个工作日\n"));
        await ReceiveReadyAsync(
            application, ("known.pdf", KnownPdf.Write()), ("scan.pdf", await KnownPdf.ScanAsync(folder.Path)), ("合同.docx", word), ("价格表.csv", Encoding.UTF8.GetBytes("序号,设备名称,型号,单价（元）,交货期\n" + rows)));
        await using var browser = await BrowserPage.OpenAsync(application.Address, "en");
        await browser.WalkAsync(nameof(AHitOpensAtItsPlace), async page =>
        {
            await SignInAsync(page);
            const string Question = "May the buyer terminate when delivery is late by more than thirty days?";

            await OpenHitAsync(page, "known.pdf", Question, "terminate");
            await Expect(page.GetByTestId("marked-hit")).ToContainTextAsync("the buyer may terminate");
            await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/documents/"));
            await IsMarkedAsync(page, picturePage: 2, tolerance: 2);
            await Expect(page.GetByTestId("ocr-badge")).ToHaveCountAsync(0);

            await OpenHitAsync(page, "scan.pdf", Question, "terminate", async hit => await Expect(hit.GetByTestId("ocr-badge")).ToContainTextAsync("OCR"));
            await IsMarkedAsync(page, picturePage: 1, tolerance: 6);
            await Expect(page.GetByTestId("ocr-badge").First).ToContainTextAsync("OCR");

            await OpenHitAsync(page, "合同.docx", "迟延交付超过30日，买方可以解除合同吗？", "迟延交付");
            await Expect(page.GetByTestId("marked-hit")).ToContainTextAsync("迟延交付");
            await Expect(page.GetByTestId("marked-hit")).ToBeInViewportAsync();
            await page.GetByTestId("tab-preview").ClickAsync();
            await Expect(page.GetByTestId("preview-label")).ToBeVisibleAsync(Slow);
            await Expect(page.GetByTestId("preview-label")).ToContainTextAsync("Preview page");
            await Expect(page.GetByTestId("hit-box").First).ToBeVisibleAsync();
            await IsDrawnAsync(page);

            await OpenHitAsync(page, "价格表.csv", "工业交换机50 SW-150", "工业交换机50");
            await Expect(page.GetByTestId("hit-row").Filter(new LocatorFilterOptions { HasText = "SW-150" })).ToBeInViewportAsync();
        });
    }

    [Fact]
    public async Task AsksForThePasswordInThePageAndReadsInAnotherWay()
    {
        using var folder = new TemporaryFolder();
        await using var application = await ApplicationProcess.StartAsync(folder.Path, ApiClient.Setup, TestContext.Current.CancellationToken);
        using var api = new ApiClient(application.Address);
        var collection = await api.CreateCollectionAsync("合同");
        await using var browser = await BrowserPage.OpenAsync(application.Address, "zh-CN");
        await browser.WalkAsync(nameof(AsksForThePasswordInThePageAndReadsInAnotherWay), async page =>
        {
            await SignInAsync(page);
            await page.GotoAsync($"/collections/{collection}");
            await Expect(page.GetByTestId("upload-input")).ToBeEnabledAsync();
            await page.GetByTestId("upload-input").SetInputFilesAsync(
            [
                new FilePayload { Name = "locked.pdf", MimeType = "application/pdf", Buffer = EncryptedPdf.Write("sesame", "owner") },
                new FilePayload { Name = "owner-only.pdf", MimeType = "application/pdf", Buffer = EncryptedPdf.Write("", "owner") },
                new FilePayload { Name = "known.pdf", MimeType = "application/pdf", Buffer = KnownPdf.Write() },
            ]);
            var locked = Row(page, "locked.pdf");
            await Expect(locked.GetByTestId("document-error")).ToContainTextAsync("文件受密码保护", new LocatorAssertionsToContainTextOptions { Timeout = 180_000 });
            // A file that only its owner may change is read by anybody.
            await Expect(Row(page, "owner-only.pdf").Locator("[data-status=ready]")).ToBeVisibleAsync(Slow);
            await Expect(Row(page, "known.pdf").Locator("[data-status=ready]")).ToBeVisibleAsync(Slow);

            await locked.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "locked.pdf" }).First.ClickAsync();
            await UnlockAsync(page, "Sesame");
            await Expect(page.GetByTestId("document-error")).ToContainTextAsync("密码不正确", new LocatorAssertionsToContainTextOptions { Timeout = 180_000 });
            await UnlockAsync(page, "sesame");
            await Expect(page.GetByTestId("document-text")).ToContainTextAsync(PdfBytes.Sentence, new LocatorAssertionsToContainTextOptions { Timeout = 180_000 });

            await page.GotoAsync($"/collections/{collection}");
            await Row(page, "known.pdf").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "known.pdf" }).First.ClickAsync();
            await page.GetByTestId("read-again").ClickAsync();
            await Expect(page.GetByTestId("reread-ask")).ToBeEnabledAsync();
            await page.GetByTestId("reread-pages").FillAsync("7");
            await Expect(page.GetByTestId("reread-pages-hint")).ToContainTextAsync("1 至 3");
            await Expect(page.GetByTestId("reread-ask")).ToBeDisabledAsync();
            await page.GetByTestId("reread-pages").FillAsync("2");
            await page.GetByTestId("reread-ask").ClickAsync();
            await Expect(page.GetByTestId("reread-figures")).ToBeVisibleAsync(Slow);
            await Expect(page.GetByTestId("reread-warnings")).ToContainTextAsync("图片识别");
            await page.GetByTestId("reread-keep").ClickAsync();
            await Expect(page.Locator("[data-testid=reread-state][data-status=kept]")).ToBeVisibleAsync(Slow);
            await page.GetByTestId("reread-drop").ClickAsync();
            await Expect(page.GetByTestId("reread-state")).ToHaveCountAsync(0);
        });
    }

    private static ILocator Row(IPage page, string name) => page.GetByTestId("document-row").Filter(new LocatorFilterOptions { HasText = name });

    private static async Task UnlockAsync(IPage page, string password)
    {
        await Expect(page.GetByTestId("document-password")).ToBeEnabledAsync(new LocatorAssertionsToBeEnabledOptions { Timeout = 180_000 });
        await page.GetByTestId("document-password").FillAsync(password);
        await page.GetByTestId("unlock").ClickAsync();
    }

    /// <summary>Searches and opens the first hit of a document that says what is looked for.</summary>
    private static async Task OpenHitAsync(IPage page, string document, string query, string says, Func<ILocator, Task>? look = null)
    {
        await page.GotoAsync($"/search?q={Uri.EscapeDataString(query)}&mode=hybrid");
        var hit = page.GetByTestId("search-hit").Filter(new LocatorFilterOptions { HasText = document }).Filter(new LocatorFilterOptions { HasText = says }).First;
        await Expect(hit).ToBeVisibleAsync();
        if (look is not null) await look(hit);
        await hit.GetByTestId("hit-document").ClickAsync();
        await Expect(page.GetByTestId("document-text")).ToBeVisibleAsync();
    }

    /// <summary>The boxes lie on the clause's two lines, where the file puts them, both in the picture's points and on the screen.</summary>
    private static async Task IsMarkedAsync(IPage page, int picturePage, float tolerance)
    {
        var boxes = page.GetByTestId("hit-box");
        await Expect(boxes).ToHaveCountAsync(2);
        await Expect(page.Locator("[data-testid=page-picture] image")).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex($"/pages/{picturePage}/picture$"));
        await IsDrawnAsync(page);
        var sheet = (await page.Locator("[data-testid=page-picture] image").BoundingBoxAsync())!;
        var scale = sheet.Width / (KnownPdf.Crop.Right - KnownPdf.Crop.Left);
        foreach (var (index, baseline) in new[] { KnownPdf.Baseline, KnownPdf.SecondBaseline }.Index())
        {
            // From the top left of what is shown of the sheet.
            var (left, bottom) = (KnownPdf.Left - KnownPdf.Crop.Left, KnownPdf.Crop.Top - baseline);
            var (x, y, height) = (await NumberAsync(boxes.Nth(index), "x"), await NumberAsync(boxes.Nth(index), "y"), await NumberAsync(boxes.Nth(index), "height"));
            Assert.InRange(x, left - 1.5 - tolerance, left + tolerance);
            Assert.InRange(y, bottom - (1.4 * KnownPdf.Size) - tolerance, bottom - (0.6 * KnownPdf.Size));
            Assert.InRange(y + height, bottom - 1, bottom + (0.5 * KnownPdf.Size) + tolerance);
            var shown = (await boxes.Nth(index).BoundingBoxAsync())!;
            Assert.InRange((shown.X - sheet.X) / scale, left - 3 - tolerance, left + tolerance);
            Assert.InRange((shown.Y + (shown.Height / 2) - sheet.Y) / scale, bottom - KnownPdf.Size - tolerance, bottom + tolerance);
        }
    }

    /// <summary>The picture has come.</summary>
    private static async Task IsDrawnAsync(IPage page)
    {
        var address = await page.Locator("[data-testid=page-picture] image").GetAttributeAsync("href");
        var answer = await page.APIRequest.GetAsync(address!);
        Assert.True(answer.Ok, $"{address}: {answer.Status}");
        Assert.Equal("image/png", answer.Headers["content-type"]);
    }

    private static async Task<double> NumberAsync(ILocator element, string attribute) => double.Parse((await element.GetAttributeAsync(attribute))!, CultureInfo.InvariantCulture);

    private static async Task ReceiveReadyAsync(ApplicationProcess application, params (string Name, byte[] Content)[] files)
    {
        using var api = new ApiClient(application.Address);
        var collection = await api.CreateCollectionAsync("合同");
        foreach (var (name, content) in files)
        {
            var (id, status, body) = await api.UploadAsync(collection, name, content);
            Assert.True(id is not null, $"{name}: {status} {body}");
        }

        IReadOnlyCollection<string> statuses;
        while ((statuses = (await api.StatusesAsync(collection)).Values).Any(status => status is "received" or "reading" or "embedding"))
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Assert.All(statuses, status => Assert.Equal("ready", status));
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/login");
        await page.GetByTestId("email").FillAsync("admin@example.com");
        await page.GetByTestId("password").FillAsync("correct horse battery 7");
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("user-menu")).ToBeVisibleAsync();
    }
}
