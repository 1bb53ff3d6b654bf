using System.Text;
using Bunit;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Contracts;
using KnowledgeBase.Web.Contracts;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace KnowledgeBase.Tests.Components.Contracts;

/// <summary>Choosing contracts, working, being stopped, failing.</summary>
public sealed class ContractsPageTests
{
    private static readonly DocumentBlock[] Clauses =
    [
        new(BlockKind.Paragraph, "买方应于收到发票后三十日内付款。", "第一条", 0, 1),
        new(BlockKind.Paragraph, "双方应对合同内容保密，保密期限为三年。", "第二条", 0, 1),
    ];

    [Fact]
    public async Task ACheckThatIsStoppedKeepsNothingAndThePageIsReadyAgain()
    {
        var engine = new WaitingEngine();
        await using var context = await PageContext.CreateAsync("en", engine);
        var (user, page) = await PasteAsync(context, "第一条 买方应于收到发票后三十日内付款。\n第二条 双方应对合同内容保密。");
        var run = page.Find("form").SubmitAsync();
        await engine.Started.Task.WaitAsync(TimeSpan.FromMinutes(1), Xunit.TestContext.Current.CancellationToken);
        page.WaitForElement("[data-testid=progress]");
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-testid=progress]").GetAttribute("value")));
        page.Find("[data-testid=cancel]").Click();
        await run;
        page.WaitForElement("[data-testid=given-up]");
        Assert.True(engine.WasCancelled);
        Assert.False(page.Find("[data-testid=run]").HasAttribute("disabled"));
        Assert.Empty(await context.Services.GetRequiredService<ContractStore>().ListChecksAsync(user, 10, default));
        Assert.EndsWith("/contracts?tab=check", context.Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APastedContractIsCheckedKeptListedAndComparedAsAWhole()
    {
        await using var context = await PageContext.CreateAsync();
        context.Engine.Tell(new EmbeddingEngineStatus(EmbeddingEngineState.Failed, 1, null, null, "no_model")); // words alone are enough for this
        var (user, page) = await PasteAsync(context, "采购合同\n第一条 买方应于收到发票后三十日内付款。\n第二条 争议由仲裁委员会仲裁。");
        await page.Find("form").SubmitAsync();
        var store = context.Services.GetRequiredService<ContractStore>();
        var kept = Assert.Single(await store.ListChecksAsync(user, 10, default));
        Assert.Equal("采购合同", kept.Name);
        Assert.EndsWith($"/contracts/checks/{kept.Id}", context.Address, StringComparison.Ordinal);
        var result = (await store.FindFindingsAsync(kept.Id, default))!.At();
        Assert.Equal(kept.Coverage, result.Coverage.Total);
        var match = Assert.Single(result.Clauses[0].Matches);
        Assert.True(match.Verbatim);

        var list = context.Render<RecentContracts>(parameters => parameters.Add(recent => recent.IsCheck, true));
        Assert.Contains("采购合同", list.WaitForElement("[data-testid=recent]").TextContent, StringComparison.Ordinal);

        // One click further: the whole comparison, at the clause that led there.
        using var scope = context.Services.CreateScope();
        var authentication = await context.Services.GetRequiredService<Microsoft.AspNetCore.Components.Authorization.AuthenticationStateProvider>().GetAuthenticationStateAsync();
        var comparison = await scope.ServiceProvider.GetRequiredService<ContractActions>().CompareCheckedAsync(authentication.User, kept.Id, match.DocumentId, default);
        var compared = (await store.FindComparisonResultAsync(comparison, default))!;
        Assert.Equal(result.Clauses[0].Text, compared.UnitsB.Single(unit => unit.Id == "b" + result.Clauses[0].Id[1..]).Text);
    }

    [Fact]
    public async Task WithoutAnythingToShowItSaysWhatToDo()
    {
        await using var context = await PageContext.CreateAsync();
        await context.SignInAsync("anna@example.com", Roles.Legal);
        var page = context.Render<ContractsPage>();
        Assert.Contains("Choose two contracts above", page.WaitForElement("[data-testid=nothing-yet]").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[data-testid=run]").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("broken.docx", "PK damaged", "does not fit its name")]
    [InlineData("scan.txt", "   ", "empty")]
    public async Task AFileThatCannotBeReadIsNamedWithTheReason(string name, string content, string reason)
    {
        await using var context = await PageContext.CreateAsync();
        await context.SignInAsync("anna@example.com", Roles.Legal);
        context.Services.GetRequiredService<Bunit.TestDoubles.BunitNavigationManager>().NavigateTo("/contracts?tab=check");
        var page = context.Render<ContractsPage>();
        page.WaitForComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(Encoding.UTF8.GetBytes(content), name));
        page.WaitForAssertion(() => Assert.False(page.Find("[data-testid=run]").HasAttribute("disabled")));
        await page.Find("form").SubmitAsync();
        Assert.Contains(reason, page.WaitForElement("[data-testid=contract-failure]").TextContent, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<(string User, IRenderedComponent<ContractsPage> Page)> PasteAsync(PageContext context, string text)
    {
        var user = await context.SignInAsync("anna@example.com", Roles.Legal);
        var collection = await context.CreateCollectionAsync("library", user);
        await context.ReceiveReadAsync(collection.Id, "old.docx", user, Clauses);
        await MarkReadyAsync(context);
        context.JSInterop.Setup<IJSStreamReference>("knowledgeBase.textOf", _ => true).SetResult(new Pasted(text));
        context.Services.GetRequiredService<Bunit.TestDoubles.BunitNavigationManager>().NavigateTo("/contracts?tab=check");
        var page = context.Render<ContractsPage>();
        await page.WaitForElement("[data-testid=choose-a-use-text]").ClickAsync();
        page.WaitForElement("[data-testid=choose-a-taken]");
        return (user, page);
    }

    /// <summary>As if its chunks had their vectors: what is checked here is found by words.</summary>
    private static Task<int> MarkReadyAsync(PageContext context) => context.Services.GetRequiredService<Core.Storage.KnowledgeBaseDatabase>().WriteAsync(
        connection => Core.Storage.Sql.Execute(connection, "update document set status = 'ready'"), default);

    private sealed class Pasted(string text) : IJSStreamReference
    {
        public long Length => Encoding.UTF8.GetByteCount(text);

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        public ValueTask DisposeAsync() => default;
    }

    /// <summary>An engine that never ends by itself.</summary>
    private sealed class WaitingEngine : IEmbeddingEngine
    {
        public event Action? StatusChanged { add { } remove { } }

        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool WasCancelled { get; private set; }

        public EmbeddingEngineStatus Status { get; } = new(EmbeddingEngineState.Ready, 1, ToldEngine.Bundled, null, null);

        public int Count(string text) => text.Length;

        public Task<EmbeddingModelInfo> WaitUntilReadyAsync(CancellationToken cancellationToken) => Task.FromResult(Status.Model!);

        public Task ReloadAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken)
        {
            Started.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                WasCancelled = true;
                throw;
            }

            throw new NotSupportedException();
        }
    }
}
