using System.Globalization;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using KnowledgeBase.Core;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Ingestion;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Web.Components;
using KnowledgeBase.Web.Contracts;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Localization;
using Radzen.Blazor;

namespace KnowledgeBase.Tests.Support;

/// <summary>Renders pages on the application's own services over a data folder that lives as long as the test.</summary>
internal sealed class PageContext : BunitContext
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"kb-page-{Guid.NewGuid():N}");
    private readonly BunitAuthorizationContext _authorization;

    private PageContext(IEmbeddingEngine? engine)
    {
        // A wait for a state, not a limit of speed: two cores may be busy with other tests.
        DefaultWaitTimeout = TimeSpan.FromSeconds(60);
        var own = Services.ToArray();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:DataPath", _path), new("Storage:MinimumFreeBytes", "0")]).Build();
        Services.AddSingleton<IConfiguration>(configuration);
        Services.AddSingleton<IWebHostEnvironment>(new Place(_path));
        Services.AddSingleton<IHostEnvironment>(new Place(_path));
        Services.AddKnowledgeBaseCore();
        Services.AddKnowledgeBaseIdentity();
        Services.AddCultures();
        Services.AddComponents();
        Services.AddContractActions();
        Services.AddSingleton(engine ?? Engine);
        Services.AddSingleton<IStringLocalizerFactory>(services => new CompleteTexts(ActivatorUtilities.CreateInstance<ResourceManagerStringLocalizerFactory>(services)));
        foreach (var service in own)
        {
            // bUnit's navigation, script and rendering go before a server's.
            Services.Add(service);
        }

        _authorization = AddAuthorization();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", isInteractive: true));
    }

    public ToldEngine Engine { get; } = new();

    public CollectionStore Collections => Services.GetRequiredService<CollectionStore>();

    public DocumentStore Documents => Services.GetRequiredService<DocumentStore>();

    public IngestionStore Ingestion => Services.GetRequiredService<IngestionStore>();

    /// <summary>What the address bar shows.</summary>
    public string Address => Services.GetRequiredService<BunitNavigationManager>().Uri;

    /// <summary>Dialogs open in here.</summary>
    public IRenderedComponent<RadzenComponents> Overlays { get; private set; } = null!;

    /// <summary>With databases made and nobody signed in.</summary>
    /// <param name="engine">A real one for pages that embed; null for <see cref="Engine"/>.</param>
    public static Task<PageContext> CreateAsync(string culture = "en", IEmbeddingEngine? engine = null)
    {
        // The language of the request, as a circuit has it. Not in an async method: the test itself must have it.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
        return CreateAsync(new PageContext(engine));
    }

    private static async Task<PageContext> CreateAsync(PageContext context)
    {
        IdentitySchema.Migrate(context.Services.GetRequiredService<DataFolder>());
        await using var scope = context.Services.CreateAsyncScope();
        foreach (var role in Roles.All)
        {
            await scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>().CreateAsync(new IdentityRole(role));
        }

        context.Overlays = context.Render<RadzenComponents>();
        return context;
    }

    /// <summary>Creates a user; returns his id.</summary>
    public async Task<string> CreateUserAsync(string email, params string[] roles)
    {
        var created = await Services.GetRequiredService<UserDirectory>().CreateAsync(email, "a long enough passphrase", roles, CancellationToken.None);
        Assert.Empty(created.Errors);
        return created.UserId!;
    }

    /// <summary>Creates a user and signs him in; returns his id.</summary>
    public async Task<string> SignInAsync(string email = "anna@example.com", params string[] roles)
    {
        var id = await CreateUserAsync(email, roles);
        _authorization.SetAuthorized(email).SetRoles(roles).SetClaims(new Claim(ClaimTypes.NameIdentifier, id));
        return id;
    }

    public Task<Collection> CreateCollectionAsync(string name, string ownerId) =>
        Collections.CreateAsync(name, CollectionKind.Contracts, "", ownerId, CancellationToken.None);

    public async Task<Document> ReceiveAsync(Guid collectionId, string name, string userId)
    {
        using var staged = await Services.GetRequiredService<DocumentFiles>().StageAsync(
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{name} {Guid.NewGuid()}")), null, CancellationToken.None);
        return (await Services.GetRequiredService<DocumentIntake>().ReceiveAsync(
            staged, collectionId, name, userId, DuplicateHandling.Ask, CancellationToken.None)).Received!;
    }

    /// <summary>Receives and reads a document of these blocks, each block a chunk; it then waits for its vectors.</summary>
    public async Task<Document> ReceiveReadAsync(Guid collectionId, string name, string userId, params DocumentBlock[] blocks)
    {
        var document = await ReceiveAsync(collectionId, name, userId);
        await Ingestion.ClaimForReadingAsync(CancellationToken.None);
        var text = new DocumentText("test", blocks, blocks.Max(block => block.Page), []);
        var chunks = blocks.Select((block, i) => new Chunk(i, block.Line, block.Label, [], block.Page, text.StartOf(i), block.Line.Length, 8)).ToArray();
        await Ingestion.SaveTextAsync(document.Id, text, chunks, CancellationToken.None);
        return (await Documents.FindAsync(document.Id, CancellationToken.None))!;
    }

    /// <summary>Receives and reads a document of these blocks and embeds it with the engine: searches find it.</summary>
    public async Task<Document> ReceiveReadyAsync(Guid collectionId, string name, string userId, params DocumentBlock[] blocks)
    {
        var document = await ReceiveReadAsync(collectionId, name, userId, blocks);
        while (await Services.GetRequiredService<IngestionPipeline>().EmbedNextAsync(CancellationToken.None))
        {
        }

        return (await Documents.FindAsync(document.Id, CancellationToken.None))!;
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await LeftFolder.RemoveAsync(_path);
    }

    private sealed class Place(string path) : IWebHostEnvironment
    {
        public string ApplicationName { get; set; } = "KnowledgeBase.Tests";

        public string ContentRootPath { get; set; } = path;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string WebRootPath { get; set; } = path;

        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();

        public string EnvironmentName { get; set; } = Environments.Production;
    }
}
