using Bunit;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Status;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Tests.Components.Status;

public sealed class StatusPageTests
{
    [Fact]
    public async Task NamesTheBundledModelAndSaysHowToGetABetterOne()
    {
        await using var context = await PageContext.CreateAsync("zh-CN");
        await context.SignInAsync(roles: Roles.Reader);
        var page = context.Render<StatusPage>();
        var card = page.WaitForElement("[data-testid=engine-card]");
        Assert.StartsWith("内置轻量模型", card.QuerySelector("[data-testid=model-name]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Qwen3-Embedding-4B", card.QuerySelector("[data-testid=bundled-note]")!.TextContent, StringComparison.Ordinal);
        Assert.All(["384", "512", "bert", "CPU"], fact => Assert.Contains(fact, card.TextContent, StringComparison.Ordinal));
        Assert.Equal("install-model", page.Find("[data-testid=install-model]").Id);
        Assert.Contains("3.50", page.Find("[data-testid=versions-card]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowsTheEngineLive()
    {
        await using var context = await PageContext.CreateAsync();
        await context.SignInAsync("admin@example.com", Roles.Admin);
        var page = context.Render<StatusPage>();
        context.Engine.Tell(new EmbeddingEngineStatus(EmbeddingEngineState.Loading, 0.42, null, null, null));
        page.WaitForAssertion(() => Assert.Contains("Loading 42", page.Find("[data-testid=engine-card]").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find("[data-testid=reload-model]").HasAttribute("disabled"));
        context.Engine.Tell(new EmbeddingEngineStatus(EmbeddingEngineState.Failed, 0, null, "model_damaged", "tensor 3 is cut off"));
        page.WaitForAssertion(() => Assert.Contains("damaged or incomplete", page.Find("[data-testid=engine-error]").TextContent, StringComparison.Ordinal));
        Assert.Contains("tensor 3 is cut off", page.Find("[data-testid=engine-error]").TextContent, StringComparison.Ordinal);
        Assert.False(page.Find("[data-testid=reload-model]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task FollowsTheDocumentsLive()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Admin);
        var collection = await context.CreateCollectionAsync("Leases", me);
        var page = context.Render<StatusPage>();
        page.WaitForAssertion(() => Assert.Contains("Nothing to do", page.Find("[data-testid=work-card]").TextContent, StringComparison.Ordinal));
        await context.ReceiveReadAsync(collection.Id, "lease.pdf", me, new DocumentBlock(BlockKind.Paragraph, "The tenant pays."), new DocumentBlock(BlockKind.Paragraph, "The landlord repairs."));
        await context.ReceiveAsync(collection.Id, "other.pdf", me);
        page.WaitForAssertion(() => Assert.Equal(("1", "1", "2"), (Count(page, "received"), Count(page, "embedding"), page.Find("[data-testid=chunks-left]").TextContent)), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task KeepsPathsAndTheReloadFromThoseWhoDoNotAdminister()
    {
        await using var context = await PageContext.CreateAsync();
        await context.SignInAsync(roles: Roles.Legal);
        var page = context.Render<StatusPage>();
        page.WaitForElement("[data-testid=engine-card]");
        Assert.Empty(page.FindAll("[data-testid=work-card], [data-testid=storage-card], [data-testid=reload-model]"));
        context.Engine.Tell(new EmbeddingEngineStatus(EmbeddingEngineState.Failed, 0, null, "model_missing", "/srv/models/x.gguf cannot be read"));
        page.WaitForAssertion(() => Assert.Contains("model's file is not there", page.Find("[data-testid=engine-error]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("/srv/models", page.Markup, StringComparison.Ordinal);
    }

    private static string Count(IRenderedComponent<StatusPage> page, string status) => page.Find($"[data-testid=count-{status}]").TextContent;
}
