using Bunit;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Collections;
using KnowledgeBase.Web.Components.Documents;
using KnowledgeBase.Web.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.Documents;

public sealed class DocumentListTests
{
    [Fact]
    public async Task ShowsWhyADocumentFailedAndReadsItAgain()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("Leases", me);
        var document = await context.ReceiveAsync(collection.Id, "locked.pdf", me);
        await context.Ingestion.FailAsync(document.Id, DocumentStatus.Failed, ReadingOutcome.Encrypted, "", CancellationToken.None);
        var page = context.Render<CollectionPage>(parameters => parameters.Add(collectionPage => collectionPage.Id, collection.Id));
        var reason = page.WaitForElement("[data-testid=document-error]").TextContent;
        Assert.Equal(context.Services.GetRequiredService<KnowledgeBase.Web.Hosting.ErrorMessages>().Of(ReadingOutcome.Encrypted).ToString(), reason);
        page.Find("[data-testid=retry-document]").Click();
        page.WaitForAssertion(() => Assert.Equal("received", page.Find("[data-testid=document-status]").GetAttribute("data-status")));
        Assert.Equal(DocumentStatus.Received, (await context.Documents.FindAsync(document.Id, CancellationToken.None))!.Status);
    }

    [Fact]
    public async Task FollowsADocumentWhileItIsIndexed()
    {
        await using var context = await PageContext.CreateAsync("zh-CN");
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("采购合同", me);
        var page = context.Render<CollectionPage>(parameters => parameters.Add(collectionPage => collectionPage.Id, collection.Id));
        page.WaitForAssertion(() => Assert.Contains("暂无文档", page.Markup, StringComparison.Ordinal));
        await context.ReceiveAsync(collection.Id, "合同.txt", me);
        page.WaitForAssertion(() => Assert.Equal("已接收", page.Find("[data-testid=document-status]").TextContent));
    }

    /// <summary>News comes from a thread that speaks another language than the page's reader.</summary>
    [Fact]
    public async Task SpeaksItsReadersLanguageWhoeverBringsTheNews()
    {
        await using var context = await PageContext.CreateAsync("zh-CN");
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("采购合同", me);
        var list = context.Render<DocumentList>(parameters => parameters.Add(documents => documents.CollectionId, collection.Id).Add(documents => documents.CanEdit, true));
        Document? document = null;
        var elsewhere = new Thread(() =>
        {
            System.Globalization.CultureInfo.CurrentUICulture = new("en");
            document = context.ReceiveAsync(collection.Id, "合同.txt", me).GetAwaiter().GetResult();
        });
        elsewhere.Start();
        Assert.True(await Task.Run(() => elsewhere.Join(TimeSpan.FromMinutes(1)), Xunit.TestContext.Current.CancellationToken));
        list.WaitForAssertion(() => Assert.Equal("已接收", list.Find("[data-testid=document-status]").TextContent));
        Assert.NotNull(document);
    }

    [Fact]
    public async Task FiltersByStateAndNameAndKeepsThemInTheAddress()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("Leases", me);
        var failed = await context.ReceiveAsync(collection.Id, "north.txt", me);
        await context.ReceiveAsync(collection.Id, "south.txt", me);
        await context.Ingestion.FailAsync(failed.Id, DocumentStatus.Failed, ReadingOutcome.NoText, "", CancellationToken.None);
        var list = context.Render<DocumentList>(parameters => parameters.Add(documents => documents.CollectionId, collection.Id).Add(documents => documents.CanEdit, true));
        list.WaitForAssertion(() => Assert.Equal(2, list.FindAll("[data-testid=document-row]").Count));
        list.Find("[data-testid=filter-failed]").Click();
        list.WaitForAssertion(() => Assert.Equal("north.txt", Assert.Single(list.FindAll("[data-testid=document-row] .doc-name")).TextContent.Trim()));
        Assert.EndsWith("?status=failed", context.Address, StringComparison.Ordinal);
        list.Find("[data-testid=filter-name]").Change("nothing like it");
        list.WaitForAssertion(() => Assert.Contains("No document matches the filter", list.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SortsByName()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("Leases", me);
        foreach (var name in (string[])["b.txt", "c.txt", "A.txt"])
        {
            await context.ReceiveAsync(collection.Id, name, me);
        }

        var list = context.Render<DocumentList>(parameters => parameters.Add(documents => documents.CollectionId, collection.Id));
        list.WaitForElement("[data-testid=sort-name]").Click();
        list.WaitForAssertion(() => Assert.Equal(["A.txt", "b.txt", "c.txt"], list.FindAll(".doc-name").Select(name => name.TextContent.Trim())));
    }

    [Fact]
    public async Task DeletesWhatWasSelectedAfterAConfirmation()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("Leases", me);
        await context.ReceiveAsync(collection.Id, "a.txt", me);
        await context.ReceiveAsync(collection.Id, "b.txt", me);
        var list = context.Render<DocumentList>(parameters => parameters.Add(documents => documents.CollectionId, collection.Id).Add(documents => documents.CanEdit, true));
        list.WaitForElement("thead input").Change(true);
        list.WaitForElement("[data-testid=delete-selected]").Click();
        context.Overlays.WaitForElement("[data-testid=confirm-ok]").Click();
        list.WaitForAssertion(() => Assert.Contains("No documents yet", list.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AViewerSeesNoUploadAndNoDeletion()
    {
        await using var context = await PageContext.CreateAsync();
        var owner = await context.CreateUserAsync("owner@example.com", Roles.Legal);
        var collection = await context.CreateCollectionAsync("Leases", owner);
        await context.ReceiveAsync(collection.Id, "a.txt", owner);
        var me = await context.SignInAsync(roles: Roles.Reader);
        await context.Collections.SetMemberAsync(collection.Id, me, KnowledgeBase.Core.Collections.MemberRole.Viewer, CancellationToken.None);
        var page = context.Render<CollectionPage>(parameters => parameters.Add(collectionPage => collectionPage.Id, collection.Id));
        page.WaitForElement("[data-testid=document-row]");
        Assert.Empty(page.FindAll("[data-testid=upload-input], [data-testid=delete-document], [data-testid=delete-collection]"));
        Assert.NotEmpty(page.FindAll("[data-testid=download-document]"));
    }

    [Fact]
    public async Task AForeignCollectionLooksLikeOneThatDoesNotExist()
    {
        await using var context = await PageContext.CreateAsync();
        var owner = await context.CreateUserAsync("owner@example.com", Roles.Legal);
        var collection = await context.CreateCollectionAsync("Secret", owner);
        await context.SignInAsync(roles: Roles.Legal);
        string Markup(Guid id)
        {
            var page = context.Render<CollectionPage>(parameters => parameters.Add(collectionPage => collectionPage.Id, id));
            page.WaitForAssertion(() => Assert.Contains("Not found", page.Markup, StringComparison.Ordinal));
            return page.Markup;
        }

        Assert.Equal(Markup(Guid.NewGuid()), Markup(collection.Id));
    }
}
