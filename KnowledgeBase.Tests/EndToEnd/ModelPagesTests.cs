using KnowledgeBase.Tests.Generations;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd;

/// <summary>An administrator tests and changes the model, and puts an instruction before queries, in a browser.</summary>
public sealed class ModelPagesTests
{
    private static readonly LocatorAssertionsToHaveAttributeOptions Patient = new() { Timeout = 120_000 };

    [Fact]
    public async Task TakesAnotherModelIntoUseAndGoesBack()
    {
        using var folder = new TemporaryFolder();
        OtherModel.Save(Path.Combine(folder.Path, "other.gguf"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "notes.gguf"), "<html>not a model</html>");
        await using var application = await StartAsync(folder);
        await using var browser = await BrowserPage.OpenAsync(application.Address, PageViews.Language("en"));
        await browser.WalkAsync(nameof(TakesAnotherModelIntoUseAndGoesBack), async page =>
        {
            await OpenAsync(page, "/models");
            var bundled = Card(page, "knowledgebase-small-v2.gguf");
            await Expect(bundled.GetByTestId("model-active")).ToBeVisibleAsync();
            await Expect(bundled.GetByTestId("model-hash")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9a-f]{64}$"));
            await Expect(Card(page, "notes.gguf").GetByTestId("model-refused")).ToBeVisibleAsync();
            await Expect(Card(page, "notes.gguf").GetByTestId("use-model")).ToHaveCountAsync(0);
            await Expect(page.GetByTestId("offline-hint")).ToBeVisibleAsync();
            await Expect(page.GetByTestId("offer")).ToHaveCountAsync(8);
            await Expect(page.GetByTestId("download")).ToHaveCountAsync(0);
            await page.GetByTestId("hub").SelectOptionAsync("modelscope");
            await Expect(page.GetByTestId("catalogue")).ToContainTextAsync("*.modelscope.cn");
            await Expect(page.GetByTestId("download")).ToHaveCountAsync(7);
            await PageViews.ShowAsync(page, "models-hub");
            await page.GetByTestId("hub").SelectOptionAsync("");
            await Expect(page.GetByTestId("offline-hint")).ToBeVisibleAsync();
            await PageViews.ShowAsync(page, "models");

            await Card(page, "other.gguf").GetByTestId("test-model").ClickAsync();
            await Expect(page.GetByTestId("self-test")).ToHaveAttributeAsync("data-passed", "true", Patient);
            await page.GetByTestId("embed-both").ClickAsync();
            await Expect(page.GetByTestId("trial-cosine")).ToContainTextAsync("0.");
            await page.GetByTestId("measure-speed").ClickAsync();
            await Expect(page.GetByTestId("speed")).ToContainTextAsync("tokens per second");
            await PageViews.ShowAsync(page, "model-test");
            await page.Keyboard.PressAsync("Escape");

            await Card(page, "other.gguf").GetByTestId("use-model").ClickAsync();
            await PageViews.ShowAsync(page, "model-use");
            await page.GetByTestId("begin-generation").ClickAsync();
            await Expect(page.GetByTestId("generation")).ToHaveAttributeAsync("data-status", "Ready", Patient);
            await PageViews.ShowAsync(page, "generation");
            await page.GetByTestId("switch-generation").ClickAsync();
            await Expect(Card(page, "other.gguf").GetByTestId("model-active")).ToBeVisibleAsync();
            await page.GetByTestId("go-back").ClickAsync();
            await page.GetByTestId("confirm-ok").ClickAsync();
            await Expect(bundled.GetByTestId("model-active")).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task PutsAnInstructionBeforeTheQueriesOfACollection()
    {
        using var folder = new TemporaryFolder();
        await using var application = await StartAsync(folder);
        await using var browser = await BrowserPage.OpenAsync(application.Address, PageViews.Language("zh-CN"));
        await browser.WalkAsync(nameof(PutsAnInstructionBeforeTheQueriesOfACollection), async page =>
        {
            await OpenAsync(page, "/collections");
            await page.GetByTestId("create-collection").ClickAsync();
            await page.GetByTestId("collection-name").FillAsync("客服");
            await page.GetByTestId("save-collection").ClickAsync();
            await page.WaitForURLAsync("**/collections/*-*");

            await page.GotoAsync("/instructions");
            await Expect(page.GetByTestId("new-instruction")).ToBeEnabledAsync();
            await page.GetByTestId("presets-service").Locator("summary").ClickAsync();
            await PageViews.ShowAsync(page, "instructions");
            await page.GetByTestId("presets-service").GetByTestId("use-preset").Nth(3).ClickAsync();
            await Expect(page.GetByTestId("preview")).ToHaveTextAsync("用于客服意图识别：供应商延迟交货怎么办？");
            await page.GetByTestId("try").ClickAsync();
            await Expect(page.GetByTestId("try-result")).ToContainTextAsync("0.");
            await PageViews.ShowAsync(page, "instruction-editor");
            await page.GetByTestId("save-instruction").ClickAsync();
            await Expect(page.GetByTestId("instruction-text")).ToHaveTextAsync("用于客服意图识别：");

            await page.GetByTestId("assign-Query").SelectOptionAsync(new SelectOptionValue { Label = "客服（第 1 版）" });
            await Expect(page.Locator(".rz-notification")).ToContainTextAsync("客服");
            await page.ReloadAsync();
            await Expect(page.GetByTestId("assign-Query").Locator("option:checked")).ToHaveTextAsync("客服（第 1 版）");
            await PageViews.ShowAsync(page, "instructions-assigned");

            await page.GetByTestId("edit-instruction").ClickAsync();
            await page.GetByTestId("qwen-form").ClickAsync();
            await page.GetByTestId("save-instruction").ClickAsync();
            await Expect(page.GetByTestId("instruction-version")).ToContainTextAsync("2");
        });
    }

    private static ILocator Card(IPage page, string file) => page.Locator($"[data-testid=model-card][data-file='{file}']");

    private static Task<ApplicationProcess> StartAsync(TemporaryFolder folder) => ApplicationProcess.StartAsync(
        Path.Combine(folder.Path, "data"),
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Embedding__ModelsFolder"] = folder.Path,
            ["Setup__AdminEmail"] = "admin@example.com",
            ["Setup__AdminPassword"] = "correct horse battery 7",
        },
        TestContext.Current.CancellationToken);

    private static async Task OpenAsync(IPage page, string address)
    {
        await page.GotoAsync("/login");
        await page.GetByTestId("email").FillAsync("admin@example.com");
        await page.GetByTestId("password").FillAsync("correct horse battery 7");
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("user-menu")).ToBeVisibleAsync();
        await page.GotoAsync(address);
        await Expect(page.Locator("header.page-head button:disabled")).ToHaveCountAsync(0);
    }
}
