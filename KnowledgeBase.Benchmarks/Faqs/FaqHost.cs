using KnowledgeBase.Core;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Imports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Benchmarks.Faqs;

/// <summary>The application's domain in this process, over a data folder that is gone afterwards.</summary>
internal sealed class FaqHost : IAsyncDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("kb-faq-").FullName;
    private readonly IHost _host;

    private FaqHost(int threads)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("Storage:DataPath", _path), new("Storage:MinimumFreeBytes", "0"), new("Embedding:Threads", $"{threads}")]);
        builder.Logging.ClearProviders();
        builder.Services.AddKnowledgeBaseCore();
        _host = builder.Build();
    }

    public Collection Collection { get; private set; } = null!;

    public static async Task<FaqHost> StartAsync(int threads = 2)
    {
        var host = new FaqHost(threads);
        await host._host.StartAsync();
        await host.Get<IEmbeddingEngine>().WaitUntilReadyAsync(CancellationToken.None);
        host.Collection = await host.Get<CollectionStore>().CreateAsync("FAQ", CollectionKind.Faq, "", "benchmark", CancellationToken.None);
        return host;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Imports a table of entries and waits until every phrasing has its vector.</summary>
    public async Task ImportAsync(Stream table, int phrasings)
    {
        var imports = Get<FaqImports>();
        var import = await imports.StageAsync(Collection.Id, "entries.csv", table, FaqStatus.Published, "benchmark", CancellationToken.None);
        await imports.StartAsync(import.Id, FaqExistingHandling.Skip, false, CancellationToken.None);
        var matcher = Get<FaqMatcher>();
        while ((await matcher.MatchAsync(Collection, new FaqQuestion("x"), CancellationToken.None)).Scanned < phrasings)
        {
            await Task.Delay(500);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_path, recursive: true);
    }
}
