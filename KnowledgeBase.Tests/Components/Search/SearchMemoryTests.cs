using Bunit;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Search;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.Search;

/// <summary>What one does with an answer as a whole: keep it, find it again, compare two of its hits.</summary>
public sealed class SearchMemoryTests(BundledEngine bundled)
{
    [Fact]
    public async Task SavesASearchAndOffersItWithTheLatestOnes()
    {
        await using var context = await CreateAsync();
        var address = SearchAddress.Empty with { Query = "解除合同", Mode = SearchMode.Hybrid, Label = "第七条" };
        var page = Ask(context, address);
        page.WaitForElement("[data-testid=search-hit]");
        page.Find("[data-testid=save-search]").Click();
        var name = context.Overlays.WaitForElement("[data-testid=saved-name]");
        Assert.Equal("解除合同", name.GetAttribute("value"));
        name.Input("迟延与解除");
        await context.Overlays.Find("form").SubmitAsync();
        page = Ask(context, SearchAddress.Empty);
        Assert.Equal(address.Href(), page.WaitForElement("[data-testid=saved-search]").GetAttribute("href"));
        Assert.Equal("迟延与解除", page.Find("[data-testid=saved-search]").TextContent.Trim());
        var asked = page.WaitForElement("[data-testid=asked-search]");
        Assert.Equal((address.Href(), "解除合同"), (asked.GetAttribute("href"), asked.TextContent.Trim()));

        page.Find("[data-testid=keep-history]").Change(false);
        page.Find("[data-testid=clear-history]").Click();
        context.Overlays.WaitForElement("[data-testid=confirm-ok]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=asked-search]")));
        page = Ask(context, address);
        page.WaitForElement("[data-testid=search-hit]");
        page = Ask(context, SearchAddress.Empty);
        page.WaitForElement("[data-testid=saved-search]");
        Assert.Empty(page.FindAll("[data-testid=asked-search]"));
    }

    [Fact]
    public async Task ComparesTwoHitsWithEveryDifference()
    {
        await using var context = await CreateAsync();
        var page = Ask(context, SearchAddress.Empty with { Query = "迟延交付解除合同", Mode = SearchMode.Keyword });
        page.WaitForElements("[data-testid=hit-compare]", 2);
        Assert.Empty(page.FindAll("[data-testid=compare-bar]"));
        page.FindAll("[data-testid=hit-compare]")[0].Click();
        Assert.True(page.Find("[data-testid=compare-hits]").HasAttribute("disabled"));
        page.FindAll("[data-testid=hit-compare]")[1].Click();
        page.Find("[data-testid=compare-hits]").Click();
        var comparison = context.Overlays.WaitForElement("[data-testid=hit-comparison]");
        Assert.Equal("Different", comparison.QuerySelector("[data-testid=comparison-relation]")!.TextContent);
        Assert.Equal(["15日", "30日"], comparison.QuerySelectorAll("[data-testid=hit-difference] .values del, [data-testid=hit-difference] .values ins").Select(value => value.TextContent).Order().Take(2));
    }

    [Fact]
    public async Task FiltersByClauseTagAndDayAndTellsWhichAreSet()
    {
        await using var context = await CreateAsync();
        var page = Ask(context, SearchAddress.Empty with { Query = "解除合同", Label = "第七条", From = new DateOnly(2020, 1, 2) });
        Assert.Single(page.WaitForElements("[data-testid=search-hit]", 1));
        Assert.Equal(2, page.FindAll("[data-testid=filter-chips] a").Count);
        page.Find("[data-testid=filter-until]").Change("2020-02-01");
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-testid=drop-filters-none]")));
        Assert.EndsWith("&from=2020-01-02&until=2020-02-01&clause=%E7%AC%AC%E4%B8%83%E6%9D%A1", context.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WeighsMeaningAndWordsAsTheReaderSays()
    {
        await using var context = await CreateAsync();
        var page = Ask(context, SearchAddress.Empty with { Query = "解除合同", Mode = SearchMode.Hybrid });
        page.WaitForElement("[data-testid=hit-fused]");
        Assert.Matches(@"Meaning 70\s?%, words 30\s?%", page.Find("[data-testid=hybrid-options]").TextContent);
        page.Find("[data-testid=vector-weight]").Change("0.25");
        page.WaitForAssertion(() => Assert.EndsWith("&mode=hybrid&weight=0.25", context.Address, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Matches(@"Meaning 25\s?%, words 75\s?%", page.Find("[data-testid=hybrid-options]").TextContent));
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
        await context.ReceiveReadyAsync(
            collection.Id, "a.docx", me,
            new DocumentBlock(BlockKind.Paragraph, "乙方迟延交付货物超过15日的，甲方有权解除合同。", "第七条", 0, 3),
            new DocumentBlock(BlockKind.Paragraph, "乙方迟延交付货物超过30日的，甲方有权解除合同。", "第八条", 0, 3));
        return context;
    }
}
