using Bunit;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Layout;

namespace KnowledgeBase.Tests.Components.Layout;

public sealed class EngineBannerTests
{
    [Fact]
    public async Task FollowsTheLoadingOfTheModel()
    {
        await using var context = await PageContext.CreateAsync();
        context.Engine.Tell(new EmbeddingEngineStatus(EmbeddingEngineState.Loading, 0.4, null, null, null));
        var banner = context.Render<EngineBanner>();
        Assert.Equal("0.4", banner.Find("progress").GetAttribute("value"));
        context.Engine.Tell(new EmbeddingEngineStatus(EmbeddingEngineState.Ready, 1, ToldEngine.Bundled, null, null));
        banner.WaitForAssertion(() => Assert.Contains("Qwen3-Embedding-4B", banner.Find("[data-testid=bundled-model]").TextContent, StringComparison.Ordinal));
        context.Engine.Tell(new EmbeddingEngineStatus(EmbeddingEngineState.Ready, 1, ToldEngine.Bundled with { IsBundled = false }, null, null));
        banner.WaitForAssertion(() => Assert.Empty(banner.Markup.Trim()));
    }

    [Fact]
    public async Task LeadsToTheStatusPageWhenTheModelFailed()
    {
        await using var context = await PageContext.CreateAsync("zh-CN");
        context.Engine.Tell(new EmbeddingEngineStatus(EmbeddingEngineState.Failed, 0, null, "model_missing", "x.gguf is not there"));
        var banner = context.Render<EngineBanner>();
        Assert.Equal("/status", banner.Find("[data-testid=engine-failed] a").GetAttribute("href"));
        Assert.Contains("未能加载", banner.Markup, StringComparison.Ordinal);
    }
}
