using Bunit;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Collections;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Tests.Components.Collections;

public sealed class CollectionsPageTests
{
    [Fact]
    public async Task TeachesTheFirstStepsWhereThereIsNoCollection()
    {
        await using var context = await PageContext.CreateAsync("zh-CN");
        await context.SignInAsync(roles: Roles.Legal);
        var page = context.Render<CollectionsPage>();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("ol li").Count));
        Assert.Contains("创建第一个知识库", page.Markup, StringComparison.Ordinal);
        Assert.NotNull(page.Find("[data-testid=create-collection]"));
    }

    [Fact]
    public async Task ShowsOnlyTheCollectionsOfItsMember()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var other = await context.CreateUserAsync("bob@example.com", Roles.Legal);
        await context.CreateCollectionAsync("Mine", me);
        await context.CreateCollectionAsync("Theirs", other);
        var page = context.Render<CollectionsPage>();
        page.WaitForAssertion(() => Assert.Equal(["Mine"], page.FindAll("[data-testid=collection-card] h2").Select(heading => heading.TextContent)));
    }

    [Fact]
    public async Task AReaderMayNotCreateACollection()
    {
        await using var context = await PageContext.CreateAsync();
        await context.SignInAsync(roles: Roles.Reader);
        var page = context.Render<CollectionsPage>();
        page.WaitForAssertion(() => Assert.Contains("No collection has been shared", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=create-collection]"));
    }

    [Fact]
    public async Task CreatesACollectionFromItsNameAndKind()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Service);
        var page = context.Render<CollectionsPage>();
        page.WaitForElement("[data-testid=create-collection]").Click();
        context.Overlays.WaitForElement("[data-testid=collection-name]").Input("Returns FAQ");
        context.Overlays.Find("[data-testid=collection-kind]").Change("Faq");
        await context.Overlays.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("/collections/", context.Address, StringComparison.Ordinal));
        var created = Assert.Single(await context.Collections.ListAsync(me, CancellationToken.None)).Collection;
        Assert.Equal(("Returns FAQ", CollectionKind.Faq), (created.Name, created.Kind));
    }

    [Fact]
    public async Task AsksForANameBeforeItCreates()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var page = context.Render<CollectionsPage>();
        page.WaitForElement("[data-testid=create-collection]").Click();
        await context.Overlays.WaitForElement("form").SubmitAsync();
        Assert.Contains("Give the collection a name.", context.Overlays.Markup, StringComparison.Ordinal);
        Assert.Empty(await context.Collections.ListAsync(me, CancellationToken.None));
    }

    [Fact]
    public async Task DeletesOnlyWhenTheNameWasTyped()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("Leases", me);
        await context.ReceiveAsync(collection.Id, "a.txt", me);
        var page = context.Render<CollectionsPage>();
        page.WaitForElement("[data-testid=delete-collection]").Click();
        Assert.True(context.Overlays.WaitForElement("[data-testid=confirm-ok]").HasAttribute("disabled"));
        context.Overlays.Find("[data-testid=confirm-name]").Input("Leases");
        context.Overlays.Find("[data-testid=confirm-ok]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=collection-card]")));
        Assert.Null(await context.Collections.FindAsync(collection.Id, CancellationToken.None));
    }

    [Fact]
    public async Task KeepsAtLeastOneOwner()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("Leases", me);
        await context.CreateUserAsync("bob@example.com", Roles.Reader);
        var dialog = context.Render<MembersDialog>(parameters => parameters.Add(members => members.CollectionId, collection.Id));
        dialog.WaitForElement("[data-testid=remove-member]").Click();
        dialog.WaitForAssertion(() => Assert.Contains("at least one owner", dialog.Find("[data-testid=member-error]").TextContent, StringComparison.Ordinal));
        dialog.Find("[data-testid=member-email]").Change("BOB@example.com");
        await dialog.Find("form").SubmitAsync();
        dialog.WaitForAssertion(() => Assert.Equal(2, dialog.FindAll("[data-testid=member-row]").Count));
        Assert.Equal(2, (await context.Collections.MembersAsync(collection.Id, CancellationToken.None)).Count);
    }
}
