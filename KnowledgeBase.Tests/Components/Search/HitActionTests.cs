using Bunit;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Search;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.Search;

/// <summary>What one does with a hit: have it explained, look for others like it, quote it.</summary>
public sealed class HitActionTests(BundledEngine bundled)
{
    private const string Late = "乙方迟延交付货物超过十五日的，甲方有权解除合同。甲方解除合同的，乙方应当退还已付价款。";
    private const string Lease = "承租人应于每月五日前支付租金。";

    [Fact]
    public async Task ExplainsAHitByItsScoresSentencesAndWhatWasEmbedded()
    {
        await using var context = await CreateAsync();
        var page = Ask(context, SearchAddress.Empty with { Query = "迟延交付可以解除合同吗", Mode = Core.Search.SearchMode.Hybrid });
        page.WaitForElement("[data-testid=cosine]");
        // Which of the two answers stands first is the model's business, not this test's.
        var hit = page.FindAll("[data-testid=search-hit]").First(found => found.TextContent.Contains("a.docx", StringComparison.Ordinal));
        var cosine = hit.QuerySelector("[data-testid=cosine]")!.TextContent;
        hit.QuerySelector("[data-testid=hit-why]")!.Click();
        var drawer = context.Overlays.WaitForElement("[data-testid=why-drawer]");
        Assert.Equal(cosine, drawer.QuerySelector("[data-testid=cosine]")!.TextContent);
        context.Overlays.WaitForAssertion(() => Assert.Equal(2, context.Overlays.FindAll("[data-testid=why-sentences] li").Count));
        Assert.Contains("迟延交付", context.Overlays.Find(".sentences .best").TextContent, StringComparison.Ordinal);
        Assert.Equal("迟延交付可以解除合同吗", context.Overlays.Find("[data-testid=why-query]").TextContent);
        Assert.Contains(Late, context.Overlays.Find("[data-testid=why-passage]").TextContent, StringComparison.Ordinal);
        Assert.All(["0.7 × cosine", "% of random pairs", "mean"], part => Assert.Contains(part, context.Overlays.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task MarksTheSentenceThatCarriedTheHit()
    {
        await using var context = await CreateAsync();
        var page = Ask(context, SearchAddress.Empty with { Query = "退还已经支付的价款", TopK = 1 });
        page.WaitForAssertion(() => Assert.Equal("甲方解除合同的，乙方应当退还已付价款。", string.Concat(page.FindAll("[data-testid=hit-text] .carrying").Select(part => part.TextContent))));
    }

    [Fact]
    public async Task FindsPassagesLikeAHitAndNotTheHitItself()
    {
        await using var context = await CreateAsync();
        var page = Ask(context, SearchAddress.Empty with { Query = "乙方迟延交付货物超过十五日的，甲方有权解除合同。", TopK = 1 });
        var like = page.WaitForElement("[data-testid=hit-like]").GetAttribute("href")!;
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(like);
        page.WaitForAssertion(() => Assert.Contains(Late, page.Find("[data-testid=like-notice]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(Late, page.Find("[data-testid=hit-text]").TextContent, StringComparison.Ordinal);
        Assert.Contains("卖方逾期交货", page.Find("[data-testid=hit-text]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DoesNotTellOfAPassageThatTheUserMayNotSee()
    {
        await using var context = await CreateAsync();
        var page = Ask(context, SearchAddress.Empty with { Query = "租金", TopK = 1 });
        var like = page.WaitForElement("[data-testid=hit-like]").GetAttribute("href")!;
        var stranger = await context.SignInAsync("stranger@example.com", Roles.Legal);
        await context.CreateCollectionAsync("Own", stranger);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(like);
        page = context.Render<SearchPage>();
        Assert.Contains("no access to it", page.WaitForElement("[data-testid=search-failure]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Lease, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GroupsHitsByDocumentWithoutAskingAgain()
    {
        await using var context = await CreateAsync();
        var address = SearchAddress.Empty with { Query = "迟延交付可以解除合同吗" };
        var page = Ask(context, address);
        page.WaitForElements("[data-testid=search-hit]", 3);
        Assert.Single(page.FindAll("[data-testid=hit-group]"));
        var group = page.Find("[data-testid=group-hits]").GetAttribute("href")!;
        Assert.Equal((address with { Grouped = true }).Href(), group);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(group);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=hit-group]").Count));
        Assert.Equal(3, page.FindAll("[data-testid=search-hit]").Count);
    }

    [Fact]
    public async Task CopiesAPassageWithItsSource()
    {
        await using var context = await CreateAsync();
        var page = Ask(context, SearchAddress.Empty with { Query = "租金", TopK = 1 });
        page.WaitForElement("[data-testid=search-hit] [data-testid=copy]").Click();
        page.WaitForAssertion(() => Assert.Equal(
            $"“第二条 {Lease}” (b.docx, 第二条, p. 2)", Assert.Single(context.JSInterop.Invocations["knowledgeBase.copy"]).Arguments[0]));
    }

    private static IRenderedComponent<SearchPage> Ask(PageContext context, SearchAddress address)
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(address.Href());
        return context.Render<SearchPage>();
    }

    private async Task<PageContext> CreateAsync()
    {
        var context = await PageContext.CreateAsync("en", await bundled.StartAsync());
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("采购合同", me);
        await context.ReceiveReadyAsync(collection.Id, "a.docx", me, new DocumentBlock(BlockKind.Paragraph, Late, "第七条", 0, 3));
        await context.ReceiveReadyAsync(
            collection.Id, "b.docx", me,
            new DocumentBlock(BlockKind.Paragraph, "卖方逾期交货超过三十日的，买方可以解除合同。", "第一条", 0, 1), new DocumentBlock(BlockKind.Paragraph, Lease, "第二条", 0, 2));
        return context;
    }
}
