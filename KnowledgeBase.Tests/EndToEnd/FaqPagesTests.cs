using System.Text;
using System.Text.RegularExpressions;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Tables;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Tests.Reliability;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>
/// A customer-service lead's first day, in a browser, with the bundled model: import, try out, correct, learn from what was
/// missed, and see what it gained.
/// </summary>
public sealed partial class FaqPagesTests
{
    private const string Missed = "拆箱一数对不上，差一个";
    private const string MissedRight = "包裹里少了东西怎么办？";
    private const string Unanswered = "你们招不招暑期实习生啊";
    private const string Idle = "今天天气不错哈哈哈";
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 120_000 };

    [Fact]
    public async Task ImportsTriesOutCorrectsLearnsAndMeasures()
    {
        using var folder = new TemporaryFolder();
        await using var application = await ApplicationProcess.StartAsync(folder.Path, ApiClient.Setup, TestContext.Current.CancellationToken);
        using var api = new ApiClient(application.Address);
        var faq = await api.CreateCollectionAsync("客服问答", "faq");
        await using var browser = await BrowserPage.OpenAsync(application.Address, "zh-CN");
        await browser.WalkAsync(nameof(ImportsTriesOutCorrectsLearnsAndMeasures), async page =>
        {
            await page.SignInAsync();
            await ImportAsync(page, faq);
            foreach (var (asked, right) in TwoHundredEntries.Customers)
            {
                await AskAsync(page, faq, asked);
                await Expect(page.GetByTestId("faq-match-question").First).ToHaveTextAsync(right);
                await Expect(page.GetByTestId("faq-embedded")).ToHaveTextAsync(asked);
            }

            await CorrectAsync(page, faq);
            await EvaluateAsync(page, faq);
            await LearnAsync(page, faq);
            await CompareAsync(page, faq);
            await LookAtStatisticsAsync(page, faq);
        });
    }

    private static async Task ImportAsync(IPage page, Guid faq)
    {
        await page.GotoAsync($"/collections/{faq}/import");
        await Expect(page.GetByTestId("faq-import-file")).ToBeEnabledAsync();
        await page.GetByTestId("faq-import-file").SetInputFilesAsync(new FilePayload { Name = "faq.csv", MimeType = "text/csv", Buffer = await TwoHundredEntries.CsvAsync() });
        // Nothing is there before it is accepted.
        await Expect(page.GetByTestId("faq-import-preview")).ToContainTextAsync(TwoHundredEntries.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Expect(page.GetByTestId("faq-import-start")).ToBeEnabledAsync(new LocatorAssertionsToBeEnabledOptions { Timeout = 120_000 });
        await page.GetByTestId("faq-import-start").ClickAsync();
        await Expect(page.GetByTestId("faq-import-done")).ToBeVisibleAsync(Patient);
        await page.GetByTestId("faq-import-to-entries").ClickAsync();
        await Expect(page.GetByTestId("faq-filter-published")).ToContainTextAsync(TwoHundredEntries.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Expect(page.GetByTestId("faq-row")).ToHaveCountAsync(50);
        await Expect(page.GetByTestId("faq-indexing")).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = 120_000 });
    }

    /// <summary>Edit in the grid, undo in the history, retire, publish again: the console follows each step.</summary>
    private static async Task CorrectAsync(IPage page, Guid faq)
    {
        var (asked, right) = TwoHundredEntries.Customers[1];
        await page.GotoAsync($"/collections/{faq}?text={Uri.EscapeDataString(right)}");
        await Expect(page.GetByTestId("faq-row")).ToHaveCountAsync(1);
        await page.GetByTestId("faq-edit-inline").ClickAsync();
        await page.GetByTestId("faq-inline-answer").FillAsync("请拨打 **12345**。");
        await page.GetByTestId("faq-inline-save").ClickAsync();
        await Expect(page.GetByTestId("faq-inline-save")).ToHaveCountAsync(0);
        await AskAsync(page, faq, asked);
        await Expect(page.GetByTestId("faq-match").First.GetByTestId("markdown")).ToHaveTextAsync("请拨打 12345。");

        await page.GetByTestId("faq-match-question").First.ClickAsync();
        await Expect(page.GetByTestId("faq-version")).ToHaveCountAsync(2);
        await page.GetByTestId("faq-restore").ClickAsync();
        await Expect(page.GetByTestId("faq-version")).ToHaveCountAsync(3);
        await AskAsync(page, faq, asked);
        await Expect(page.GetByTestId("faq-match").First.GetByTestId("markdown")).ToContainTextAsync("驿站");

        foreach (var (button, first) in new[] { ("faq-bulk-retire", false), ("faq-bulk-publish", true) })
        {
            await page.GotoAsync($"/collections/{faq}?text={Uri.EscapeDataString(right)}");
            await Expect(page.GetByTestId("faq-row")).ToHaveCountAsync(1);
            await page.GetByTestId("faq-select").CheckAsync();
            await page.GetByTestId(button).ClickAsync();
            await Expect(page.Locator($"[data-testid=faq-status][data-status={(first ? "published" : "retired")}]")).ToBeVisibleAsync();
            await AskAsync(page, faq, asked);
            await Expect(page.GetByTestId("faq-match-question").Filter(new LocatorFilterOptions { HasText = right })).ToHaveCountAsync(first ? 1 : 0);
        }
    }

    /// <summary>An evaluation set of easy questions and the one that will be missed, and a first run.</summary>
    private static async Task EvaluateAsync(IPage page, Guid faq)
    {
        var easy = FaqTable.Read(TableReader.Read(await TwoHundredEntries.CsvAsync()), FaqStatus.Published).Take(10).Select(row => $"请问{row.Content.Question},{row.Content.Question},");
        await page.GotoAsync($"/evaluation?collection={faq}");
        await Expect(page.GetByTestId("evaluation-file")).ToBeEnabledAsync();
        var table = string.Join('\n', easy.Prepend("question,expected,category").Append($"{Missed},{MissedRight},colloquial").Append("哪里都没有,没有这一条,x"));
        await page.GetByTestId("evaluation-file").SetInputFilesAsync(new FilePayload { Name = "questions.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(table) });
        // A set that names what is not there is refused by its row, and nothing is kept.
        await Expect(page.GetByTestId("evaluation-faults")).ToHaveTextAsync("第 13 行： 该知识库中没有“没有这一条”。");
        await page.GetByTestId("evaluation-set-name").FillAsync("客户原话");
        await page.GetByTestId("evaluation-set-name").BlurAsync();
        await page.GetByTestId("evaluation-file").SetInputFilesAsync(new FilePayload { Name = "questions.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(table[..table.LastIndexOf('\n')]) });
        await RunAsync(page, "之前", 1);
        await Expect(page.GetByTestId("threshold-picture")).ToBeVisibleAsync();
    }

    /// <summary>Three questions that find nothing: one becomes a phrasing, one a draft, one is dismissed.</summary>
    private static async Task LearnAsync(IPage page, Guid faq)
    {
        foreach (var asked in new[] { Missed, Unanswered, Idle })
        {
            await AskAsync(page, faq, asked);
            await Expect(page.GetByTestId("faq-result")).ToHaveAttributeAsync("data-confident", "false");
        }

        await page.GotoAsync($"/collections/{faq}/inbox");
        await Cluster(page, Missed).GetByTestId("faq-cluster-entry").SelectOptionAsync(new SelectOptionValue { Label = MissedRight });
        // What it did to the evaluation set is told.
        await Expect(page.GetByTestId("faq-effect")).ToContainTextAsync("Top-1", new LocatorAssertionsToContainTextOptions { Timeout = 120_000 });
        await Expect(page.GetByTestId("faq-effect")).ToContainTextAsync("客户原话");
        await Expect(Cluster(page, Missed)).ToHaveCountAsync(0);
        await Cluster(page, Idle).GetByTestId("faq-cluster-dismiss").ClickAsync();
        await Expect(Cluster(page, Idle)).ToHaveCountAsync(0);
        await Cluster(page, Unanswered).GetByTestId("faq-cluster-draft").ClickAsync();
        await Expect(page.GetByTestId("faq-field-question")).ToHaveValueAsync(Unanswered);
        await page.GetByTestId("faq-field-answer").FillAsync("每年五月在官网招聘页公布。");
        await page.GetByTestId("faq-save-publish").ClickAsync();
        await Expect(page.GetByTestId("faq-version")).ToHaveCountAsync(2);

        // The next to ask it gets the answer.
        foreach (var (asked, right) in new[] { (Missed, MissedRight), (Unanswered, Unanswered) })
        {
            await AskAsync(page, faq, asked);
            await Expect(page.GetByTestId("faq-result")).ToHaveAttributeAsync("data-confident", "true");
            await Expect(page.GetByTestId("faq-match-question").First).ToHaveTextAsync(right);
        }

        await page.GotoAsync($"/collections/{faq}/inbox");
        await Expect(page.GetByText("今天天气不错")).ToHaveCountAsync(0);
    }

    private static async Task CompareAsync(IPage page, Guid faq)
    {
        await page.GotoAsync($"/evaluation?collection={faq}");
        await Expect(page.GetByTestId("evaluation-start")).ToBeEnabledAsync();
        await RunAsync(page, "之后", 2);
        await page.GetByTestId("evaluation-compare").ClickAsync();
        await Expect(page.GetByTestId("evaluation-verdict")).ToHaveTextAsync(Gain());
        await Expect(page.GetByTestId("evaluation-won")).ToContainTextAsync(Missed);
        // A threshold from this very set, taken into use.
        await page.GetByTestId("wanted-precision").SelectOptionAsync("70");
        await page.GetByTestId("threshold-take").ClickAsync();
        await Expect(page.GetByTestId("threshold-take")).ToBeDisabledAsync();
        var taken = (await page.GetByTestId("threshold-served").InnerTextAsync()).Split(' ')[^1];
        await page.GotoAsync($"/collections/{faq}/faq-settings");
        Assert.Equal(double.Parse(taken, System.Globalization.CultureInfo.InvariantCulture), double.Parse(await page.GetByTestId("faq-threshold").InputValueAsync(), System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task LookAtStatisticsAsync(IPage page, Guid faq)
    {
        await page.GotoAsync($"/collections/{faq}/statistics");
        await Expect(page.GetByTestId("bar-picture")).ToHaveCountAsync(2);
        await Expect(page.GetByTestId("rate-picture").Locator("circle")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("faq-never")).ToContainTextAsync("怎么注销账户？");
    }

    private static async Task RunAsync(IPage page, string name, int runs)
    {
        await Expect(page.GetByTestId("evaluation-start")).ToBeEnabledAsync();
        await page.GetByTestId("evaluation-name").FillAsync(name);
        await page.GetByTestId("evaluation-start").ClickAsync();
        await Expect(page.Locator("[data-testid=evaluation-run][data-status=done]")).ToHaveCountAsync(runs, new LocatorAssertionsToHaveCountOptions { Timeout = 120_000 });
        await Expect(page.GetByTestId("evaluation-report")).ToContainTextAsync(name);
    }

    private static async Task AskAsync(IPage page, Guid faq, string question)
    {
        await page.GotoAsync($"/collections/{faq}/console");
        await Expect(page.GetByTestId("faq-ask-text")).ToBeEnabledAsync();
        await page.GetByTestId("faq-ask-text").FillAsync(question);
        await page.GetByTestId("faq-ask").ClickAsync();
        await Expect(page.GetByTestId("faq-result")).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"^\s*\+[1-9]")]
    private static partial Regex Gain();

    private static ILocator Cluster(IPage page, string text) => page.GetByTestId("faq-cluster").Filter(new LocatorFilterOptions { HasText = text });
}
