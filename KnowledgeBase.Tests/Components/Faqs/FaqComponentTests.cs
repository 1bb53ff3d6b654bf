using Bunit;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Questions;
using KnowledgeBase.Tests.Components.Search;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Faqs;
using KnowledgeBase.Web.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.Faqs;

/// <summary>The FAQ's pages on the application's own services: widget, settings, console, inbox, statistics.</summary>
public sealed class FaqComponentTests(BundledEngine bundled)
{
    [Fact]
    public async Task TheOwnerAllowsOriginsAndGetsALineWithAKeyForThisCollection()
    {
        await using var context = await PageContext.CreateAsync();
        var place = await PlaceAsync(context, MemberRole.Owner);
        var form = context.Render<FaqWidgetForm>(parameters => parameters.Add(page => page.Place, place));
        form.WaitForElement("[data-testid=faq-no-origins]");
        foreach (var wrong in new[] { "help.example.com", "https://help.example.com/path", "ftp://help.example.com", "https://*.example.com", "https://user@help.example.com" })
        {
            await form.Find("[data-testid=faq-origins]").ChangeAsync(new() { Value = wrong });
            await form.Find("form").SubmitAsync();
            Assert.Contains(wrong, form.Find("[data-testid=faq-origins-error]").TextContent, StringComparison.Ordinal);
        }

        await form.Find("[data-testid=faq-origins]").ChangeAsync(new() { Value = "HTTPS://Help.Example.com:443/\nhttp://localhost:8080" });
        await form.Find("form").SubmitAsync();
        var settings = context.Services.GetRequiredService<FaqSettingsStore>();
        Assert.Equal(["https://help.example.com", "http://localhost:8080"], await settings.WidgetOriginsAsync(place.Collection.Id, CancellationToken.None));
        Assert.Contains("data-key=\"YOUR-KEY\"", form.Find("[data-testid=faq-widget-tag]").TextContent, StringComparison.Ordinal);

        await form.Find("[data-testid=faq-widget-create]").ClickAsync(new());
        form.WaitForElement("[data-testid=faq-widget-key]");
        var key = Assert.Single(await context.Services.GetRequiredService<ApiKeyStore>().ListAsync(null, CancellationToken.None));
        Assert.Equal([ApiKeyScopes.Faq], key.Scopes);
        Assert.Equal(place.Collection.Id, key.CollectionId);
        Assert.Contains($"data-key=\"{key.Prefix}", form.Find("[data-testid=faq-widget-tag]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEditorSeesTheWidgetAndChangesNothing()
    {
        await using var context = await PageContext.CreateAsync("zh-CN");
        var place = await PlaceAsync(context, MemberRole.Editor);
        var form = context.Render<FaqWidgetForm>(parameters => parameters.Add(page => page.Place, place));
        form.WaitForElement("[data-testid=faq-no-origins]");
        Assert.NotNull(form.Find("[data-testid=faq-widget-owners]"));
        Assert.True(form.Find("[data-testid=faq-origins]").HasAttribute("disabled"));
        Assert.Empty(form.FindAll("[data-testid=faq-widget-create]"));
        // Somebody who sends the form all the same is refused.
        await form.Find("[data-testid=faq-origins]").ChangeAsync(new() { Value = "https://evil.example" });
        await form.Find("form").SubmitAsync();
        Assert.Equal("您已没有执行此操作的权限。", form.Find("[data-testid=faq-origins-error]").TextContent);
    }

    [Fact]
    public async Task SavingTheMatchingKeepsTheOrigins()
    {
        await using var context = await PageContext.CreateAsync();
        var place = await PlaceAsync(context, MemberRole.Owner);
        var settings = context.Services.GetRequiredService<FaqSettingsStore>();
        await settings.SaveAsync(place.Collection.Id, FaqSettings.Default with { WidgetOrigins = "https://help.example.com" }, CancellationToken.None);
        var form = context.Render<FaqSettingsForm>(parameters => parameters.Add(page => page.Place, place));
        form.WaitForAssertion(() => Assert.False(form.Find("[data-testid=faq-settings-save]").HasAttribute("disabled")));
        await form.Find("[data-testid=faq-threshold]").ChangeAsync(new() { Value = "0.7" });
        await form.Find("[data-testid=faq-days]").ChangeAsync(new() { Value = "5000" });
        await form.Find("form").SubmitAsync();
        Assert.Contains("3650", form.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await form.Find("[data-testid=faq-days]").ChangeAsync(new() { Value = "0" });
        await form.Find("form").SubmitAsync();
        Assert.Equal(new FaqSettings(0.7, 0, FaqSettings.Default.VectorWeight, "https://help.example.com"), await settings.FindAsync(place.Collection.Id, CancellationToken.None));
        Assert.Equal($"/evaluation?collection={place.Collection.Id}", form.Find(".field-hint a").GetAttribute("href"));
    }

    [Fact]
    public async Task TheConsoleShowsWhatWasEmbeddedWithBothPrefixes()
    {
        await using var context = await PageContext.CreateAsync("en", await bundled.StartAsync());
        var place = await PlaceAsync(context, MemberRole.Editor);
        await AddAsync(context, place, "怎么退款？", "**原路退回**<script>alert(1)</script>");
        var console = context.Render<FaqConsole>(parameters => parameters.Add(page => page.Place, place));
        await console.Find("[data-testid=faq-compare]").ChangeAsync(new() { Value = true });
        await console.Find("[data-testid=faq-ask-text]").InputAsync("怎么退款");
        await console.Find("form").SubmitAsync();
        console.WaitForElements("[data-testid=faq-result]", 2);
        Assert.Equal(["怎么退款", "用于客服意图识别：怎么退款"], console.FindAll("[data-testid=faq-embedded]").Select(text => text.TextContent));
        var answer = console.Find("[data-testid=markdown]");
        Assert.Equal("原路退回", answer.QuerySelector("strong")!.TextContent);
        Assert.Null(answer.QuerySelector("script"));
        await console.Find("[data-testid=faq-ask-text]").InputAsync(new string('x', FaqQuestion.MaximumLength + 1));
        await console.Find("form").SubmitAsync();
        console.WaitForAssertion(() => Assert.NotEmpty(console.Find("[data-testid=faq-ask-error]").TextContent));
    }

    [Fact]
    public async Task TheInboxGathersByMeaningAndForgetsWhatIsDismissed()
    {
        await using var context = await PageContext.CreateAsync("zh-CN", await bundled.StartAsync());
        var place = await PlaceAsync(context, MemberRole.Editor);
        var entry = await AddAsync(context, place, "怎么退款？", "原路退回");
        foreach (var (text, confident, helpful) in new[] { ("钱什么时候退", false, (bool?)null), ("什么时候退钱", true, false), ("你们几点开门", false, null), ("怎么退款", true, true) })
        {
            await AskedAsync(context, place, entry, text, confident, helpful);
        }

        var inbox = context.Render<FaqInbox>(parameters => parameters.Add(page => page.Place, place));
        var clusters = inbox.WaitForElements("[data-testid=faq-cluster]", 2);
        Assert.Contains("被问 2 次", clusters[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("1 次没有帮助", clusters[0].TextContent, StringComparison.Ordinal);
        await clusters[1].QuerySelector("[data-testid=faq-cluster-dismiss]")!.ClickAsync(new());
        inbox.WaitForElements("[data-testid=faq-cluster]", 1);
        await inbox.Find("[data-testid=faq-cluster-add]").ClickAsync(new());
        inbox.WaitForAssertion(() => Assert.Empty(inbox.FindAll("[data-testid=faq-cluster]")));
        var changed = (await context.Services.GetRequiredService<FaqStore>().FindAsync(entry.Id, CancellationToken.None))!;
        Assert.Single(changed.Content.Phrasings);
        Assert.Empty(await context.Services.GetRequiredService<FaqQuestionStore>().OpenAsync(place.Collection.Id, 10, CancellationToken.None));
    }

    [Fact]
    public async Task TheStatisticsDrawVolumeAndHitRateByDay()
    {
        await using var context = await PageContext.CreateAsync();
        var place = await PlaceAsync(context, MemberRole.Editor);
        var entry = await AddAsync(context, place, "怎么退款？", "原路退回", false);
        await AddAsync(context, place, "没有人问的", "答案", false);
        await AskedAsync(context, place, entry, "a", true, true);
        await AskedAsync(context, place, entry, "b", false, null);
        var page = context.Render<FaqStatisticsView>(parameters => parameters.Add(view => view.Place, place));
        page.WaitForAssertion(() => Assert.Equal("2", page.Find("[data-testid=faq-stats-count]").TextContent));
        var dot = Assert.Single(page.FindAll("[data-testid=rate-picture] circle"));
        Assert.EndsWith("50 %", dot.QuerySelector("title")!.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("[data-testid=bar-picture]").Count);
        Assert.Equal(["没有人问的"], page.FindAll("[data-testid=faq-never] li").Select(item => item.TextContent.Trim()));
    }

    private static async Task<FaqPlace> PlaceAsync(PageContext context, MemberRole role)
    {
        var me = await context.SignInAsync(roles: Roles.Service);
        var collection = await context.Collections.CreateAsync("客服", CollectionKind.Faq, "", role == MemberRole.Owner ? me : await context.CreateUserAsync("boss@example.com", Roles.Service), CancellationToken.None);
        await context.Collections.SetMemberAsync(collection.Id, me, role, CancellationToken.None);
        return new FaqPlace(collection, role, me);
    }

    /// <summary>A published entry, with its vectors unless no question will be asked.</summary>
    private static async Task<FaqEntry> AddAsync(PageContext context, FaqPlace place, string question, string answer, bool index = true)
    {
        var entry = await context.Services.GetRequiredService<FaqEditing>().CreateAsync(
            place.Collection.Id, FaqContent.Empty with { Question = question, Answer = answer, Status = FaqStatus.Published }, place.UserId, CancellationToken.None);
        if (index)
        {
            using var indexer = ActivatorUtilities.CreateInstance<FaqIndexer>(context.Services);
            await indexer.RunOnceAsync(CancellationToken.None);
        }

        return entry;
    }

    private static async Task AskedAsync(PageContext context, FaqPlace place, FaqEntry entry, string text, bool confident, bool? helpful)
    {
        var log = context.Services.GetRequiredService<FaqQuestionLog>();
        var result = new FaqMatchResult([new FaqMatch(entry, confident ? 0.8 : 0.3, 0, text)], confident, 0.55, text, 1, TimeSpan.Zero, TimeSpan.Zero);
        var id = (await log.AddAsync(place.Collection.Id, FaqSource.Widget, text, result, CancellationToken.None))!.Value;
        await log.FlushAsync(CancellationToken.None);
        if (helpful is { } vote)
        {
            await log.SetHelpfulAsync(place.Collection.Id, id, vote, CancellationToken.None);
        }
    }
}
