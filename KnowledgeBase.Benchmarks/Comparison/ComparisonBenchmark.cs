using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnowledgeBase.Benchmarks.Contracts;
using KnowledgeBase.Core;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Contracts.Check;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Benchmarks.Comparison;

/// <summary>How long a lawyer waits: two contracts, two laws of 300 articles, and a contract against fifty others.</summary>
public static class ComparisonBenchmark
{
    private const int Runs = 7;

    /// <returns>0 when every time is within its target.</returns>
    public static async Task<int> RunAsync(int contracts, int pages)
    {
        var seven = Compare("two contracts of 7 pages, without the model", 0.5, Text(Contract(1, 7)), Revised(Contract(1, 7)));
        var laws = Compare("two laws of 300 articles, without the model", 3, Law(300), Law(300, revised: true));
        var check = await CheckAsync(contracts, pages);
        return seven && laws && check ? 0 : 1;
    }

    private static bool Compare(string what, double target, DocumentText a, DocumentText b)
    {
        var first = Time(() => ContractComparison.Compare(a, b));
        var times = Enumerable.Range(0, Runs).Select(_ => Time(() => ContractComparison.Compare(a, b))).Order().ToList();
        var result = ContractComparison.Compare(a, b);
        Console.WriteLine($"{what}: first {first:0.000} s, then {times[Runs / 2]:0.000} s (median of {Runs}; target {target:0.0} s); {result.UnitsA.Count} and {result.UnitsB.Count} units, "
            + $"{result.Summary.Modified} modified, {result.Summary.Added} added, {result.Summary.Removed} removed");
        return first <= target;
    }

    private static async Task<bool> CheckAsync(int contracts, int pages)
    {
        const double Target = 3;
        var folder = Directory.CreateTempSubdirectory("kb-benchmark-").FullName;
        try
        {
            using var host = BuildHost(folder);
            await host.StartAsync();
            var services = host.Services;
            var engine = services.GetRequiredService<IEmbeddingEngine>();
            var model = await engine.WaitUntilReadyAsync(CancellationToken.None);
            var collection = await FillAsync(services, contracts, pages);
            var asked = Text(Contract(3, 30));
            var options = new CheckOptions([collection]);
            var check = services.GetRequiredService<ContractCheck>();
            var started = Stopwatch.GetTimestamp();
            var result = await check.CheckAsync(asked, options, null, CancellationToken.None);
            var first = Stopwatch.GetElapsedTime(started).TotalSeconds;
            started = Stopwatch.GetTimestamp();
            await check.CheckAsync(asked, options, null, CancellationToken.None);
            var second = Stopwatch.GetElapsedTime(started).TotalSeconds;
            started = Stopwatch.GetTimestamp();
            await engine.EmbedAsync(EmbeddingRequest.Of(result.Clauses.Select(clause => clause.Text), EmbeddingPriority.Query), CancellationToken.None);
            var embedding = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var chunks = (await services.GetRequiredService<SemanticSearch>().SearchAsync(new SearchRequest([collection], "付款", 1), CancellationToken.None)).ScannedChunks;
            Console.WriteLine($"a contract of 30 pages against {result.Documents} contracts ({chunks} chunks), model {model.Name}: first {first:0.00} s, again {second:0.00} s (target {Target:0} s); "
                + $"embedding its {result.Clauses.Count} clauses alone {embedding:0.00} s, ratio {first / embedding:0.0}; coverage {result.At().Coverage.Total:0.00}");
            await host.StopAsync();
            return first <= Target;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Guid> FillAsync(IServiceProvider services, int contracts, int pages)
    {
        var collection = await services.GetRequiredService<CollectionStore>().CreateAsync("benchmark", CollectionKind.Contracts, "", "benchmark", CancellationToken.None);
        var (originals, intake, store) = (services.GetRequiredService<DocumentFiles>(), services.GetRequiredService<DocumentIntake>(), services.GetRequiredService<DocumentStore>());
        for (var number = 0; number < contracts; number++)
        {
            using var stream = new MemoryStream(WordContract.Write(Contract(number, pages)));
            using var staged = await originals.StageAsync(stream, stream.Length, CancellationToken.None);
            await intake.ReceiveAsync(staged, collection.Id, $"contract {number}.docx", "benchmark", DuplicateHandling.Keep, CancellationToken.None);
        }

        IReadOnlyDictionary<DocumentStatus, int> counts;
        do
        {
            await Task.Delay(50);
            counts = await store.CountAsync(collection.Id, CancellationToken.None);
        }
        while (counts.GetValueOrDefault(DocumentStatus.Ready) + counts.GetValueOrDefault(DocumentStatus.Failed) < contracts);
        return collection.Id;
    }

    private static IHost BuildHost(string folder)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Storage:DataPath"] = folder });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddKnowledgeBaseCore();
        return builder.Build();
    }

    private static Contract Contract(int seed, int pages) => ContractGenerator.Write(seed, pages);

    private static DocumentText Text(Contract contract)
    {
        var text = new StringBuilder();
        for (var chapter = 0; chapter < contract.Chapters.Count; chapter++)
        {
            text.Append(CultureInfo.InvariantCulture, $"第{chapter + 1}条 {contract.Chapters[chapter].Heading}\n");
            for (var clause = 0; clause < contract.Chapters[chapter].Clauses.Count; clause++) text.Append(CultureInfo.InvariantCulture, $"{chapter + 1}.{clause + 1} {contract.Chapters[chapter].Clauses[clause]}\n");
        }

        return TypedText.Read(text.ToString());
    }

    /// <summary>The same contract with every ninth clause changed, one article removed and one moved to the end.</summary>
    private static DocumentText Revised(Contract contract)
    {
        var chapters = contract.Chapters.Select(chapter => chapter with { Clauses = [.. chapter.Clauses.Select((clause, i) => i % 9 == 4 ? clause.Replace('1', '2') + "双方另行确认。" : clause)] }).ToList();
        chapters.RemoveAt(2);
        var moved = chapters[3];
        chapters.RemoveAt(3);
        return Text(contract with { Chapters = [.. chapters, moved] });
    }

    private static DocumentText Law(int articles, bool revised = false)
    {
        var sentences = Enumerable.Range(0, 40).SelectMany(seed => Contract(seed * 4, 3).Chapters.SelectMany(chapter => chapter.Clauses)).Take(articles * 3).ToList();
        var text = new StringBuilder();
        var number = 0;
        for (var article = 0; article < articles; article++)
        {
            if (revised && article % 37 == 5) continue;
            number++;
            text.Append(CultureInfo.InvariantCulture, $"第{number}条 {sentences[3 * article % sentences.Count]}\n{sentences[((3 * article) + 1) % sentences.Count]}\n");
            var last = sentences[((3 * article) + 2) % sentences.Count];
            text.Append(revised && article % 11 == 3 ? last.Replace('3', '5') + "法律另有规定的，从其规定。" : last).Append('\n');
        }

        return TypedText.Read(text.ToString());
    }

    private static double Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
