using Bunit;
using KnowledgeBase.Core.Embeddings.Files;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.EmbeddingModels;
using KnowledgeBase.Web.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.EmbeddingModels;

/// <summary>What the catalogue shows of a download, without any network.</summary>
public sealed class CatalogueCardTests
{
    [Theory]
    [InlineData("en", "Look again")]
    [InlineData("zh-CN", "重新查看")]
    public async Task SaysHowToCopyAFileByHandUntilAHubIsAllowed(string culture, string step)
    {
        await using var context = await PageContext.CreateAsync(culture);
        await context.SignInAsync(roles: Roles.Admin);
        var card = Render(context, out var folder);
        var hint = card.Find("[data-testid=offline-hint]").TextContent;
        Assert.Contains(folder, hint, StringComparison.Ordinal);
        Assert.Contains(step, hint, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("[data-testid=download]"));
        await card.Find("[data-testid=hub]").ChangeAsync(new Microsoft.AspNetCore.Components.ChangeEventArgs { Value = "huggingface" });
        card.WaitForAssertion(() => Assert.Empty(card.FindAll("[data-testid=offline-hint]")));
        Assert.Equal(OfficialModel.All.Count(model => model.Sha256 is not null), card.FindAll("[data-testid=download]").Count);
        Assert.Contains("huggingface.co", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowsWhatIsLeftOfADownloadAndDiscardsIt()
    {
        await using var context = await PageContext.CreateAsync();
        await context.SignInAsync(roles: Roles.Admin);
        await context.Services.GetRequiredService<DownloadSource>().AllowAsync("modelscope", CancellationToken.None);
        var model = OfficialModel.All[0];
        var folder = context.Services.GetRequiredService<ModelFolder>().Path;
        Directory.CreateDirectory(folder);
        var part = Path.Combine(folder, model.FileName + ".part");
        await File.WriteAllBytesAsync(part, new byte[2 << 20]);
        var card = Render(context, out _);
        var offer = card.Find($"[data-testid=offer][data-file='{model.FileName}']");
        Assert.Contains("Paused · 2 MB", offer.QuerySelector("[data-testid=download-state]")!.TextContent.Replace("2.0", "2", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("Go on", offer.QuerySelector("[data-testid=download]")!.TextContent);
        await card.Find("[data-testid=discard-download]").ClickAsync(new Microsoft.AspNetCore.Components.Web.MouseEventArgs());
        card.WaitForAssertion(() => Assert.Empty(card.FindAll("[data-testid=download-state]")));
        Assert.False(File.Exists(part));
    }

    private static IRenderedComponent<CatalogueCard> Render(PageContext context, out string folder)
    {
        folder = context.Services.GetRequiredService<ModelFolder>().Path;
        var path = folder;
        return context.Render<CatalogueCard>(parameters => parameters.Add(card => card.Folder, path).Add(card => card.Present, new HashSet<string>(StringComparer.Ordinal)));
    }
}
