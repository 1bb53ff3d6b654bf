using Bunit;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Documents;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.Documents;

public sealed class DocumentPageTests
{
    [Fact]
    public async Task MarksTheChunkThatTheAddressNames()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("采购合同", me);
        var document = await context.ReceiveReadAsync(
            collection.Id, "合同.docx", me,
            new DocumentBlock(BlockKind.Heading, "违约责任", "第九条", 1, 1), new DocumentBlock(BlockKind.Paragraph, "供应商逾期交货超过十五日的，买方有权解除合同。", "9.1", 0, 2));
        var chunk = (await context.Services.GetRequiredService<ChunkStore>().ListAsync(document.Id, CancellationToken.None))[1];
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(DocumentLinks.ToChunk(document.Id, chunk.Id, "逾期交货"));
        var page = context.Render<DocumentPage>(parameters => parameters.Add(documentPage => documentPage.Id, document.Id));
        var hit = page.WaitForElement("[data-testid=marked-hit]");
        Assert.Equal("9.1 供应商逾期交货超过十五日的，买方有权解除合同。", hit.QuerySelector(".block")!.TextContent);
        Assert.Equal("逾期交货", Assert.Single(hit.QuerySelectorAll("mark")).TextContent);
        Assert.Contains("第九条 违约责任", page.Find("[data-testid=document-text]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Page 2", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListsThePassagesWithLabelPageAndTokens()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("Leases", me);
        var document = await context.ReceiveReadAsync(collection.Id, "lease.pdf", me, new DocumentBlock(BlockKind.Paragraph, "The tenant pays.", "4.2", 0, 3));
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/documents/{document.Id}?tab=chunks");
        var page = context.Render<DocumentPage>(parameters => parameters.Add(documentPage => documentPage.Id, document.Id));
        var text = page.WaitForElement("[data-testid=document-chunk]").TextContent;
        Assert.All(["4.2", "p. 3", "8 tokens", "The tenant pays."], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SaysThatAPassageIsGoneAfterTheDocumentWasReadAgain()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("Leases", me);
        var document = await context.ReceiveReadAsync(collection.Id, "lease.pdf", me, new DocumentBlock(BlockKind.Paragraph, "The tenant pays."));
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(DocumentLinks.ToChunk(document.Id, 123_456));
        var page = context.Render<DocumentPage>(parameters => parameters.Add(documentPage => documentPage.Id, document.Id));
        page.WaitForAssertion(() => Assert.Contains("no longer exists", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=marked-hit]"));
    }

    [Fact]
    public async Task AForeignDocumentIsNotFound()
    {
        await using var context = await PageContext.CreateAsync();
        var owner = await context.CreateUserAsync("owner@example.com", Roles.Legal);
        var collection = await context.CreateCollectionAsync("Secret", owner);
        var document = await context.ReceiveAsync(collection.Id, "secret.txt", owner);
        await context.SignInAsync(roles: Roles.Legal);
        var page = context.Render<DocumentPage>(parameters => parameters.Add(documentPage => documentPage.Id, document.Id));
        page.WaitForAssertion(() => Assert.Contains("Not found", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("secret.txt", page.Markup, StringComparison.Ordinal);
    }
}
