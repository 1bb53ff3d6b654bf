using System.Globalization;
using Bunit;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Search;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Components.Search;

public sealed class SearchPageTests(BundledEngine bundled)
{
    private const string Question = "供应商延迟交货，买方能否解除合同？";

    private static readonly DocumentBlock[] Clauses =
    [
        new(BlockKind.Paragraph, "供应商迟延交付货物超过15日的，买方有权解除合同。", "第七条", 0, 3),
        new(BlockKind.Paragraph, "双方应对合同内容保密，保密期限为三年。", "第八条", 0, 4),
        new(BlockKind.Paragraph, "买方应于收到发票后三十日内付款。", "第九条", 0, 4),
    ];

    [Fact]
    public async Task ShowsHitsWithCosineSourceAndMarkedWords()
    {
        await using var context = await CreateAsync();
        var page = await AskAsync(context, SearchAddress.Empty with { Query = Question });
        var hits = page.WaitForElements("[data-testid=search-hit]", 3);
        Assert.Contains("买方有权解除合同", hits[0].QuerySelector("[data-testid=hit-text]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("采购合同.docx", hits[0].QuerySelector("[data-testid=hit-document]")!.TextContent);
        Assert.Equal("第七条", hits[0].QuerySelector("[data-testid=hit-label]")!.TextContent);
        Assert.Contains("p. 3", hits[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("解除合同", hits[0].QuerySelectorAll("mark").Select(mark => mark.TextContent));
        var cosines = hits.Select(hit => hit.QuerySelector("[data-testid=cosine]")!.TextContent).ToArray();
        Assert.All(cosines, cosine => Assert.Matches(@"^-?[01]\.\d{3}$", cosine));
        Assert.Equal(cosines.Select(Number).OrderDescending(), cosines.Select(Number));
        Assert.Contains("3 passages compared", page.Find("[data-testid=search-summary]").TextContent, StringComparison.Ordinal);
        var link = hits[0].QuerySelector("[data-testid=hit-document]")!.GetAttribute("href")!;
        Assert.Matches(@"^/documents/[0-9a-f-]{36}\?chunk=\d+&q=.+#hit$", link);
    }

    [Fact]
    public async Task TheFormWritesTheAddressAndTheAddressAsks()
    {
        await using var context = await CreateAsync();
        var page = context.Render<SearchPage>();
        page.WaitForElement("[data-testid=search-start]");
        page.Find("[data-testid=search-query]").Input(Question);
        await page.Find("form").SubmitAsync();
        page.WaitForElements("[data-testid=search-hit]", 3);
        page.Find("[data-testid=search-top]").Change("5");
        page.WaitForAssertion(() => Assert.EndsWith($"/search?q={Uri.EscapeDataString(Question)}&top=5", context.Address, StringComparison.Ordinal));
        page.Find("[data-testid=search-mode]").Change("Hybrid");
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-testid=hit-fused]")));
        Assert.EndsWith("&top=5&mode=hybrid", context.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowsTheNeighboursOfAHitWhenAsked()
    {
        await using var context = await CreateAsync();
        var page = await AskAsync(context, SearchAddress.Empty with { Query = "保密期限", TopK = 1 });
        page.WaitForElement("[data-testid=hit-context]").Click();
        page.WaitForAssertion(() => Assert.Equal(
            ["第七条 供应商迟延交付货物超过15日的，买方有权解除合同。", "第九条 买方应于收到发票后三十日内付款。"],
            page.FindAll(".hit-around").Select(around => around.TextContent)));
    }

    [Fact]
    public async Task SaysWhyNothingWasFoundAndOffersTheWayOut()
    {
        await using var context = await CreateAsync();
        var address = SearchAddress.Empty with { Query = Question, MinCosine = 0.999 };
        var page = await AskAsync(context, address);
        var none = page.WaitForElement("[data-testid=no-hits]");
        Assert.Contains("1.00", none.TextContent, StringComparison.Ordinal);
        Assert.Equal((address with { MinCosine = null }).Href(), page.Find("[data-testid=drop-minimum]").GetAttribute("href"));
    }

    [Fact]
    public async Task LooksOnlyIntoWhatTheUserMayRead()
    {
        await using var context = await CreateAsync();
        var stranger = await context.CreateUserAsync("stranger@example.com", Roles.Legal);
        var foreign = await context.CreateCollectionAsync("Secret", stranger);
        var secret = await context.ReceiveReadyAsync(foreign.Id, "secret.docx", stranger, Clauses);
        var page = await AskAsync(context, SearchAddress.Empty with { Query = Question, CollectionIds = [foreign.Id], DocumentIds = [secret.Id] });
        page.WaitForElement("[data-testid=no-hits]");
        Assert.DoesNotContain("secret.docx", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", page.Markup, StringComparison.Ordinal);
        page = await AskAsync(context, SearchAddress.Empty with { Query = Question });
        page.WaitForElements("[data-testid=search-hit]", 3);
        Assert.DoesNotContain("secret.docx", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SearchesOnlyTheChosenDocuments()
    {
        await using var context = await CreateAsync();
        var collection = (await context.Collections.ListAsync(null, CancellationToken.None))[0].Collection;
        var other = await context.ReceiveReadyAsync(collection.Id, "租赁合同.docx", collection.CreatedBy, new DocumentBlock(BlockKind.Paragraph, "承租人应按月支付租金。", "第二条", 0, 1));
        var page = await AskAsync(context, SearchAddress.Empty with { Query = Question, DocumentIds = [other.Id] });
        page.WaitForElements("[data-testid=search-hit]", 1);
        Assert.Equal("租赁合同.docx", page.Find("[data-testid=hit-document]").TextContent);
    }

    [Fact]
    public async Task TellsOfDocumentsThatAnotherModelIndexed()
    {
        await using var context = await CreateAsync();
        var collection = (await context.Collections.ListAsync(null, CancellationToken.None))[0].Collection;
        var old = await context.ReceiveReadAsync(collection.Id, "old.docx", collection.CreatedBy, new DocumentBlock(BlockKind.Paragraph, "旧文档。"));
        var identity = await context.Services.GetRequiredService<EmbeddingIdentityStore>().IdOfAsync(new EmbeddingIdentity("other", "other", "mean", "", 2, 1), CancellationToken.None);
        await context.Ingestion.ClaimForEmbeddingAsync(3, CancellationToken.None);
        var waiting = await context.Ingestion.BeginEmbeddingAsync(old.Id, identity, CancellationToken.None);
        await context.Ingestion.SaveVectorsAsync(old.Id, identity, [(waiting[0].Id, [1f, 0f])], CancellationToken.None);
        Assert.True(await context.Ingestion.FinishAsync(old.Id, CancellationToken.None));
        var page = await AskAsync(context, SearchAddress.Empty with { Query = Question });
        page.WaitForElements("[data-testid=search-hit]", 3);
        Assert.Contains("1 document was indexed with another model", page.Find("[data-testid=stale-documents]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaysWhatIsWrongWithTheModelAndAsksAgain()
    {
        await using var broken = RunningBroken();
        await using var context = await PageContext.CreateAsync("zh-CN", broken.Engine);
        await context.CreateCollectionAsync("采购合同", await context.SignInAsync(roles: Roles.Legal));
        var page = await AskAsync(context, SearchAddress.Empty with { Query = Question });
        Assert.Contains("找不到嵌入模型文件", page.WaitForElement("[data-testid=search-failure]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TeachesWhereThereIsNothingToSearch()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var page = context.Render<SearchPage>();
        page.WaitForAssertion(() => Assert.Contains("There is nothing to search yet", page.Markup, StringComparison.Ordinal));
        var collection = await context.Collections.CreateAsync("Leases", CollectionKind.Contracts, "", me, CancellationToken.None);
        page = context.Render<SearchPage>();
        page.WaitForAssertion(() => Assert.Contains("Upload documents first", page.Find("[data-testid=nothing-to-search]").TextContent, StringComparison.Ordinal));
        await context.ReceiveAsync(collection.Id, "lease.pdf", me);
        page = context.Render<SearchPage>();
        page.WaitForAssertion(() => Assert.Contains("as soon as it is ready", page.Find("[data-testid=nothing-to-search]").TextContent, StringComparison.Ordinal));
    }

    private static Embeddings.RunningEngine RunningBroken() => Embeddings.RunningEngine.Begin("/nowhere/model.gguf");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<IRenderedComponent<SearchPage>> AskAsync(PageContext context, SearchAddress address)
    {
        await Task.Yield();
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(address.Href());
        return context.Render<SearchPage>();
    }

    /// <summary>One collection with one document of three clauses, and its owner signed in.</summary>
    private async Task<PageContext> CreateAsync()
    {
        var engine = await bundled.StartAsync();
        var context = await PageContext.CreateAsync("en", engine);
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("采购合同", me);
        await context.ReceiveReadyAsync(collection.Id, "采购合同.docx", me, Clauses);
        return context;
    }
}
