using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Core;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Ingestion;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Benchmarks.Search;

/// <summary>A data folder of its own with documents of 80 chunks, stored step by step as ingestion stores them; vectors are given.</summary>
internal sealed class FilledLibrary : IAsyncDisposable
{
    private const int ChunksPerDocument = 80;
    private readonly string _folder = Directory.CreateTempSubdirectory("kb-search-").FullName;
    private readonly IHost _host;

    public FilledLibrary()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Storage:DataPath"] = _folder });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddKnowledgeBaseCore();
        _host = builder.Build();     // never started: what is searched here needs no model
    }

    public IServiceProvider Services => _host.Services;

    public KnowledgeBaseDatabase Database => Services.GetRequiredService<KnowledgeBaseDatabase>();

    public Guid Collection { get; private set; }

    public int Identity { get; private set; }

    public List<Guid> Documents { get; } = [];

    public long DiskBytes => new DirectoryInfo(_folder).EnumerateFiles("kb.db*").Sum(file => file.Length);

    /// <returns>Chunks stored per second, full-text rows and vectors included.</returns>
    public async Task<double> FillAsync(IReadOnlyList<float[]> vectors)
    {
        Collection = (await Services.GetRequiredService<CollectionStore>().CreateAsync("benchmark", CollectionKind.Contracts, "", "benchmark", CancellationToken.None)).Id;
        Identity = await Services.GetRequiredService<EmbeddingIdentityStore>().IdOfAsync(
            new EmbeddingIdentity("benchmark", "benchmark", "mean", "", vectors[0].Length, 1), CancellationToken.None);
        var started = Stopwatch.GetTimestamp();
        foreach (var part in vectors.Chunk(ChunksPerDocument))
        {
            Documents.Add(await AddAsync(part));
        }

        return vectors.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Guid> AddAsync(float[][] vectors)
    {
        var (files, intake, ingestion) = (Services.GetRequiredService<DocumentFiles>(), Services.GetRequiredService<DocumentIntake>(), Services.GetRequiredService<IngestionStore>());
        var number = Documents.Count;
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
        using var staged = await files.StageAsync(content, null, CancellationToken.None);
        var id = (await intake.ReceiveAsync(staged, Collection, $"{number}.txt", "benchmark", DuplicateHandling.Keep, CancellationToken.None)).Received!.Id;
        await ingestion.ClaimForReadingAsync(CancellationToken.None);
        var lines = vectors.Select((_, i) => $"第{number}份合同第{i}条 乙方迟延交付超过{i % 60}日的，甲方有权解除合同，并要求乙方支付合同总价{i % 20}%的违约金，编号{(number * 977) + i}。").ToList();
        var text = new DocumentText("benchmark", [.. lines.Select(line => new DocumentBlock(BlockKind.Paragraph, line))], null, []);
        await ingestion.SaveTextAsync(id, text, [.. lines.Select((line, i) => new Chunk(i, line, null, [], null, text.StartOf(i), line.Length, 40))], CancellationToken.None);
        await ingestion.ClaimForEmbeddingAsync(5, CancellationToken.None);
        var waiting = await ingestion.BeginEmbeddingAsync(id, Identity, CancellationToken.None);
        await ingestion.SaveVectorsAsync(id, Identity, [.. waiting.Zip(vectors, (chunk, vector) => (chunk.Id, vector))], CancellationToken.None);
        await ingestion.FinishAsync(id, CancellationToken.None);
        return id;
    }
}
