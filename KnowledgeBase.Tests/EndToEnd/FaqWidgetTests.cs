using KnowledgeBase.Tests.Reliability;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>The owner of an FAQ puts it on a help page of another host; visitors ask and vote there; a host that is not allowed gets nothing.</summary>
public sealed class FaqWidgetTests
{
    private const string Question = "怎么申请退款？";

    [Fact]
    public async Task AHelpPageOfAnotherHostAsksAndVotes()
    {
        using var folder = new TemporaryFolder();
        await using var application = await ApplicationProcess.StartAsync(folder.Path, ApiClient.Setup, TestContext.Current.CancellationToken);
        using var api = new ApiClient(application.Address);
        var faq = await api.CreateCollectionAsync("帮助中心", "faq");
        await api.AddEntryAsync(faq, Question, "**原路退回**，1–3 个工作日到账。<script>alert(1)</script>");
        await api.AddEntryAsync(faq, "如何开具发票？", "在订单里申请。");
        await using var help = await HelpPage.StartAsync("zh-CN", application.Address);
        await using var foreign = await HelpPage.StartAsync("en", application.Address);
        await using (var owner = await BrowserPage.OpenAsync(application.Address, "zh-CN"))
        {
            await owner.WalkAsync($"{nameof(AHelpPageOfAnotherHostAsksAndVotes)}-owner", async page =>
            {
                await page.SignInAsync();
                foreign.Tag = help.Tag = await PutUpAsync(page, faq, help.Address);
            });
        }

        await using (var visitor = await BrowserPage.OpenAsync(help.Address, "zh-CN", application.Address))
        {
            await visitor.WalkAsync($"{nameof(AHelpPageOfAnotherHostAsksAndVotes)}-visitor", AskAsync);
        }

        await using (var stranger = await BrowserPage.OpenAsync(foreign.Address, "en", application.Address))
        {
            await stranger.Page.GotoAsync("/");
            await stranger.Page.Locator("kb-faq input").FillAsync(Question);
            await stranger.Page.Keyboard.PressAsync("Enter");
            await Expect(stranger.Page.Locator("kb-faq .result")).ToHaveTextAsync("That did not work. Please try again in a moment.");
            await Expect(stranger.Page.GetByText("原路退回")).ToHaveCountAsync(0);
        }

        await using var after = await BrowserPage.OpenAsync(application.Address, "en");
        await after.WalkAsync($"{nameof(AHelpPageOfAnotherHostAsksAndVotes)}-inbox", async page =>
        {
            await page.SignInAsync();
            // What the visitor found unhelpful waits in the inbox; what the stranger sent never came in.
            await page.GotoAsync($"/collections/{faq}/inbox");
            await Expect(page.GetByTestId("faq-cluster")).ToHaveCountAsync(1);
            await Expect(page.GetByTestId("faq-cluster")).ToContainTextAsync("退款怎么申请");
        });
    }

    /// <summary>Allows the host, makes a key and reads the line for the page; the preview asks already.</summary>
    private static async Task<string> PutUpAsync(IPage page, Guid faq, Uri host)
    {
        await page.GotoAsync($"/collections/{faq}/faq-settings");
        await Expect(page.GetByTestId("faq-origins")).ToBeEnabledAsync();
        await Expect(page.GetByTestId("faq-no-origins")).ToBeVisibleAsync();
        await page.GetByTestId("faq-origins").FillAsync("https://help.example.com/path");
        await page.GetByTestId("faq-origins-save").ClickAsync();
        await Expect(page.GetByTestId("faq-origins-error")).ToContainTextAsync("https://help.example.com/path");
        await page.GetByTestId("faq-origins").FillAsync($"https://help.example.com\n{host}");
        await page.GetByTestId("faq-origins-save").ClickAsync();
        await Expect(page.GetByTestId("faq-no-origins")).ToHaveCountAsync(0);

        await page.Locator("kb-faq input").FillAsync("怎么申请退款");
        await page.Locator("kb-faq button[type=submit]").ClickAsync();
        await Expect(page.Locator("kb-faq .answer")).ToContainTextAsync("原路退回");

        await page.GetByTestId("faq-widget-create").ClickAsync();
        await Expect(page.GetByTestId("faq-widget-key")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("faq-widget-tag")).ToContainTextAsync("data-key=\"kb_");
        return await page.GetByTestId("faq-widget-tag").InnerTextAsync();
    }

    private static async Task AskAsync(IPage page)
    {
        var dialogs = 0;
        page.Dialog += (_, dialog) =>
        {
            dialogs++;
            _ = dialog.DismissAsync();
        };
        await page.GotoAsync("/");
        // By keyboard alone: to the box, ask, on to the vote.
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "提问" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("退款怎么申请");
        await page.Keyboard.PressAsync("Enter");
        var answer = page.Locator("kb-faq .answer");
        await Expect(answer).ToContainTextAsync("原路退回");
        await Expect(answer.Locator("strong")).ToHaveTextAsync("原路退回");
        await Expect(answer.Locator("script")).ToHaveCountAsync(0);
        await Expect(answer).ToContainTextAsync("<script>alert(1)</script>");
        var no = page.Locator("kb-faq [data-vote=false]");
        for (var presses = 0; presses < 10 && !await no.EvaluateAsync<bool>("button => button.matches(':focus')"); presses++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("kb-faq .vote")).ToHaveTextAsync("感谢您的反馈。");
        Assert.Equal(0, dialogs);
        Assert.Empty(await page.Context.CookiesAsync());
    }
}
