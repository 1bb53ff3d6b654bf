using System.Diagnostics;
using System.Numerics.Tensors;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Benchmarks.Embeddings;

/// <summary>
/// How fast the application's own engine embeds: from its start to the first vector, then texts of several lengths, one
/// at a time and many together; and, where node-llama-cpp is installed, the same texts through it in turn.
/// </summary>
public static class EmbeddingBenchmark
{
    private const int Rounds = 5;
    private const string Clause = "供应商延迟交货超过十五日的，买方有权书面通知解除本合同，并要求供应商按照合同总价的百分之二十支付违约金。质量保证期为自验收合格之日起二十四个月，";

    private static readonly int[] Lengths = [32, 128, 512];
    private static readonly int[] Batches = [1, 8, 32];

    /// <param name="model">A GGUF file; empty for the bundled one.</param>
    /// <param name="peerFolder">Where node-llama-cpp is installed; null to run without it.</param>
    public static async Task<int> RunAsync(string model, int threads, string? peerFolder)
    {
        var started = Stopwatch.GetTimestamp();
        using var host = Host(model, threads);
        await host.StartAsync();
        var engine = host.Services.GetRequiredService<IEmbeddingEngine>();
        var info = await engine.WaitUntilReadyAsync(CancellationToken.None);
        await engine.EmbedAsync(["第一个"], EmbeddingPriority.Query, null, CancellationToken.None);
        Console.WriteLine($"{info.Name}, {info.Quantization}, {info.SizeBytes / 1e6:F1} MB, {info.Device}, {threads} threads");
        Console.WriteLine($"Start to first vector {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");

        var path = model.Length > 0 ? Path.GetFullPath(model) : Path.Combine(AppContext.BaseDirectory, "DefaultModel", info.FileName);
        using var peer = peerFolder is null ? null : await Peer.StartAsync(peerFolder, path, threads);
        Console.WriteLine("| tokens | texts | ms/text | texts/s | tokens/s | peer ms/text | peer / ours | cosine with the peer |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var ratios = new List<double>();
        var peerPeak = 0;
        foreach (var (length, batch) in Lengths.SelectMany(length => Batches.Select(batch => (length, batch))))
        {
            var texts = Enumerable.Range(0, batch).Select(index => Text(engine, index, length)).ToList();
            var tokens = texts.Average(engine.Count);
            var (ours, theirs, cosine, peak) = await CompareAsync(engine, peer, texts);
            peerPeak = Math.Max(peerPeak, peak);
            Console.WriteLine(
                $"| {tokens:F0} | {batch} | {ours:F3} | {1000 / ours:F0} | {tokens * 1000 / ours:F0} | {(theirs is { } ms ? $"{ms:F3} | {ms / ours:F2} | {cosine:F6}" : "- | - | -")} |");
            if (theirs is { } other)
            {
                ratios.Add(other / ours);
            }
        }

        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"Peak memory {process.PeakWorkingSet64 >> 20} MiB");
        if (ratios.Count > 0)
        {
            Console.WriteLine($"Peer: peak memory {peerPeak} MiB; its time divided by ours: least {ratios.Min():F2}, geometric mean {Math.Exp(ratios.Average(Math.Log)):F2}");
        }

        await host.StopAsync();
        return 0;
    }

    /// <summary>The median of alternating rounds, in ms per text; the first round warms up.</summary>
    private static async Task<(double Ours, double? Theirs, float Cosine, int PeerPeak)> CompareAsync(IEmbeddingEngine engine, Peer? peer, List<string> texts)
    {
        var (ours, theirs, cosine, peak) = (new List<double>(), new List<double>(), 0f, 0);
        var repeats = Math.Max(1, 64 / texts.Count);
        for (var round = 0; round <= Rounds; round++)
        {
            var (mine, others) = (0.0, 0.0);
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                var started = Stopwatch.GetTimestamp();
                var vectors = await engine.EmbedAsync(texts, EmbeddingPriority.Indexing, null, CancellationToken.None);
                mine += Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                if (peer is not null)
                {
                    var answer = await peer.EmbedAsync(texts);
                    others += answer.Ms;
                    peak = answer.PeakMiB;
                    cosine = TensorPrimitives.CosineSimilarity(vectors[0], answer.Vector.AsSpan(0, vectors[0].Length));
                }
            }

            if (round > 0)
            {
                ours.Add(mine / repeats / texts.Count);
                theirs.Add(others / repeats / texts.Count);
            }
        }

        return (Median(ours), peer is null ? null : Median(theirs), cosine, peak);
    }

    internal static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>A text of about so many tokens; the number in front makes it its own.</summary>
    private static string Text(IEmbeddingEngine engine, int number, int tokens)
    {
        var text = $"{number} ";
        while (engine.Count(text) < tokens)
        {
            text += Clause.AsSpan(text.Length % (Clause.Length - 8), 8).ToString();
        }

        return text;
    }

    internal static IHost Host(string model, int threads)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Embedding:ModelPath"] = model.Length > 0 ? Path.GetFullPath(model) : "",
            ["Storage:DataPath"] = Path.Combine(Path.GetTempPath(), $"kb-embed-{Environment.ProcessId}"),
            ["Embedding:Threads"] = threads.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        builder.Services.AddStorage();
        builder.Services.AddEmbeddings();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
