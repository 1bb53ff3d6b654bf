using KnowledgeBase.Benchmarks.Contracts;
using KnowledgeBase.Core;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Benchmarks.Ingestion;

/// <summary>
/// From the first byte received until everything can be found: contracts, half Word and half PDF, through the services
/// that the application uses, on a data folder of their own.
/// </summary>
public static class IngestionBenchmark
{
    private const double Seed = 92;     // seconds that the first prototype needed for 50 contracts, on a graphics card
    private const double Target = 20;

    /// <returns>0 when every document became ready within the target.</returns>
    public static async Task<int> RunAsync(int documents, int pages)
    {
        var files = Enumerable.Range(0, documents).Select(number => Make(number, pages)).ToList();
        var folder = Directory.CreateTempSubdirectory("kb-benchmark-").FullName;
        try
        {
            using var host = BuildHost(folder);
            await host.StartAsync();
            var model = await host.Services.GetRequiredService<IEmbeddingEngine>().WaitUntilReadyAsync(CancellationToken.None);
            Console.WriteLine($"{documents} contracts of about {pages} pages, {files.Sum(file => file.Content.Length) / 1048576.0:0.0} MB; model {model.Name}; {Environment.ProcessorCount} cores");
            var seconds = await IngestAsync(host.Services, files);
            await host.StopAsync();
            return seconds <= Target ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (string Name, byte[] Content) Make(int number, int pages)
    {
        var contract = ContractGenerator.Write(number, pages);
        return number % 2 == 0 ? ($"{contract.Title}.docx", WordContract.Write(contract)) : ($"{contract.Title}.pdf", PdfContract.Write(contract));
    }

    private static IHost BuildHost(string folder)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Storage:DataPath"] = folder });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddKnowledgeBaseCore();
        return builder.Build();
    }

    private static async Task<double> IngestAsync(IServiceProvider services, List<(string Name, byte[] Content)> files)
    {
        var collection = await services.GetRequiredService<CollectionStore>().CreateAsync("benchmark", CollectionKind.Contracts, "", "benchmark", CancellationToken.None);
        var (originals, intake, store) = (services.GetRequiredService<DocumentFiles>(), services.GetRequiredService<DocumentIntake>(), services.GetRequiredService<DocumentStore>());
        using var times = new StageTimes();
        foreach (var (name, content) in files)
        {
            using var stream = new MemoryStream(content);
            using var staged = await originals.StageAsync(stream, content.Length, CancellationToken.None);
            await intake.ReceiveAsync(staged, collection.Id, name, "benchmark", DuplicateHandling.Keep, CancellationToken.None);
        }

        var received = times.Elapsed;
        IReadOnlyDictionary<DocumentStatus, int> counts;
        do
        {
            await Task.Delay(50);
            counts = await store.CountAsync(collection.Id, CancellationToken.None);
        }
        while (Count(DocumentStatus.Received) + Count(DocumentStatus.Reading) + Count(DocumentStatus.Embedding) > 0);
        var ready = times.Elapsed;
        var search = await services.GetRequiredService<SemanticSearch>().SearchAsync(
            new SearchRequest([collection.Id], "延迟交付超过15天，买方是否有权解除合同？", 3), CancellationToken.None);

        Console.WriteLine($"received  {received,6:0.00} s");
        foreach (var (stage, steps, busy, first, last) in times.Summary())
        {
            Console.WriteLine($"{stage,-9} {busy,6:0.00} s busy in {steps} steps, from {first:0.00} s to {last:0.00} s");
        }

        Console.WriteLine($"overlap   {times.Overlapping(2),6:0.00} s with two or more stages at work, {times.Overlapping(1):0.00} s with at least one");
        Console.WriteLine($"embedded  {times.Tokens} tokens, {search.ScannedChunks} chunks; {Count(DocumentStatus.Ready)} documents ready, {files.Count - Count(DocumentStatus.Ready)} not");
        Console.WriteLine($"searchable after {ready:0.0} s (target {Target:0} s); the prototype's {Seed:0} s are {Seed / ready:0.0} times as long");
        foreach (var hit in search.Hits)
        {
            Console.WriteLine($"  {hit.Cosine:0.000} {hit.DocumentName} {hit.Label}");
        }

        return Count(DocumentStatus.Ready) == files.Count ? ready : double.PositiveInfinity;

        int Count(DocumentStatus status) => counts.GetValueOrDefault(status);
    }
}
