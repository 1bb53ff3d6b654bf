using Bunit;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Search;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.Search;

public sealed class MapPageTests(BundledEngine bundled)
{
    [Fact]
    public async Task DrawsACollectionAndShowsThePassageChosen()
    {
        await using var context = await PageContext.CreateAsync("en", await bundled.StartAsync());
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("采购合同", me);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(MapPage.Href(collection.Id));
        var page = context.Render<MapPage>();
        page.WaitForElement("[data-testid=map-empty]");
        await context.ReceiveReadyAsync(
            collection.Id, "a.docx", me,
            new DocumentBlock(BlockKind.Paragraph, "乙方迟延交付货物超过15日的，甲方有权解除合同。", "第七条", 0, 3), new DocumentBlock(BlockKind.Paragraph, "双方应当保密。", "第八条", 0, 4));
        page = context.Render<MapPage>();
        page.WaitForElement("[data-testid=map]");
        Assert.Contains("a.docx", page.Find("[data-testid=map-document]").TextContent, StringComparison.Ordinal);
        var view = page.FindComponent<MapView>();
        await view.InvokeAsync(() => view.Instance.ChooseAsync(1));
        Assert.Contains("甲方有权解除合同", page.Find("[data-testid=map-chosen]").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("?chunk=1#hit", page.Find("[data-testid=map-open]").GetAttribute("href"), StringComparison.Ordinal);

        // A passage of a collection that the user may not read stays unread, whatever the script says.
        var stranger = await context.CreateUserAsync("stranger@example.com", Roles.Legal);
        var foreign = await context.CreateCollectionAsync("Secret", stranger);
        await context.ReceiveReadyAsync(foreign.Id, "secret.docx", stranger, new DocumentBlock(BlockKind.Paragraph, "绝密条款。"));
        await view.InvokeAsync(() => view.Instance.ChooseAsync(3));
        Assert.DoesNotContain("绝密", page.Markup, StringComparison.Ordinal);
    }
}
