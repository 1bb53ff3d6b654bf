using KnowledgeBase.Core;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Ingestion;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace KnowledgeBase.Tests.Support;

/// <summary>The application's core with its own engine and the bundled model, over a data folder; no other hosted service runs.</summary>
internal sealed class RunningCore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private RunningCore(string path, KeyValuePair<string, string?>[] settings)
    {
        Path = path;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
            [new("Storage:DataPath", path), new("Storage:MinimumFreeBytes", "0"), new("Embedding:ModelsFolder", Models), new("Embedding:Threads", "1")]).AddInMemoryCollection(settings).Build());
        services.AddSingleton<IHostEnvironment>(new Place(path));
        services.AddKnowledgeBaseCore();
        _services = services.BuildServiceProvider();
    }

    public string Path { get; }

    /// <summary>Where further GGUF files lie.</summary>
    public string Models => System.IO.Path.Combine(Path, "models");

    public LlamaEmbeddingEngine Engine => Get<LlamaEmbeddingEngine>();

    public static async Task<RunningCore> StartAsync(string path, params KeyValuePair<string, string?>[] settings)
    {
        var core = new RunningCore(path, settings);
        Directory.CreateDirectory(core.Models);
        await core.Engine.StartAsync(CancellationToken.None);
        await core.Engine.WaitUntilReadyAsync(CancellationToken.None);
        return core;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IEnumerable<T> All<T>() => _services.GetServices<T>();

    public Task<Collection> CreateCollectionAsync(string name = "采购合同") =>
        Get<CollectionStore>().CreateAsync(name, CollectionKind.Contracts, "", "user-1", CancellationToken.None);

    /// <summary>A ready document whose chunks are these texts.</summary>
    public async Task<Document> AddReadyAsync(Guid collectionId, string name, params string[] texts)
    {
        using var staged = await Get<DocumentFiles>().StageAsync(new MemoryStream(Guid.NewGuid().ToByteArray()), null, CancellationToken.None);
        var received = (await Get<DocumentIntake>().ReceiveAsync(staged, collectionId, name, "user-1", DuplicateHandling.Ask, CancellationToken.None)).Received!;
        await Get<IngestionStore>().ClaimForReadingAsync(CancellationToken.None);
        var text = new DocumentText("test", [.. texts.Select(line => new DocumentBlock(BlockKind.Paragraph, line))], null, []);
        var chunks = texts.Select((line, i) => new Chunk(i, line, null, [], null, text.StartOf(i), line.Length, 8)).ToArray();
        await Get<IngestionStore>().SaveTextAsync(received.Id, text, chunks, CancellationToken.None);
        while (await Get<IngestionPipeline>().EmbedNextAsync(CancellationToken.None))
        {
        }

        return (await Get<DocumentStore>().FindAsync(received.Id, CancellationToken.None))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private sealed class Place(string path) : IHostEnvironment
    {
        public string ApplicationName { get; set; } = "KnowledgeBase.Tests";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = path;

        public string EnvironmentName { get; set; } = Environments.Production;
    }
}
