using System.Diagnostics;
using KnowledgeBase.Core.Embeddings;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Benchmarks.Embeddings;

/// <summary>
/// The engine against node-llama-cpp in processor time, the one after the other in every round: on a machine that others
/// use too the clock says little, and a program that waits uses no processor. One thread each.
/// </summary>
internal static class ShapeBenchmark
{
    /// <param name="cells">Such as 32x1, 32x8: tokens of a text by texts that are given together.</param>
    public static async Task<int> RunAsync(string model, string peerFolder, IReadOnlyList<string> cells, int rounds)
    {
        using var host = EmbeddingBenchmark.Host(model, threads: 1);
        await host.StartAsync();
        var engine = host.Services.GetRequiredService<IEmbeddingEngine>();
        var info = await engine.WaitUntilReadyAsync(CancellationToken.None);
        using var peer = await Peer.StartAsync(peerFolder, Path.GetFullPath(model), 1);
        Console.WriteLine($"{info.Name}, {info.Quantization}, {info.Device}, 1 thread, {rounds} rounds of both in turn; tokens per processor second, median");
        Console.WriteLine("| tokens | texts | ours | node-llama-cpp | ratio | ratios of the rounds |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var all = new List<double>();
        var peerPeak = 0;
        foreach (var cell in cells)
        {
            var parts = cell.Split('x').Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            var texts = Enumerable.Range(0, parts[1]).Select(index => new string((char)('a' + (index % 26)), parts[0] - 1)).ToList();
            var tokens = (double)texts.Sum(engine.Count);
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                ours.Add(tokens / await CpuAsync(engine, texts));
                var answer = await peer.EmbedAsync(texts);
                theirs.Add(tokens * 1000 / answer.CpuMs);
                peerPeak = Math.Max(peerPeak, answer.PeakMiB);
            }

            var ratios = ours.Zip(theirs, (mine, other) => mine / other).ToList();
            all.Add(EmbeddingBenchmark.Median(ratios));
            Console.WriteLine(FormattableString.Invariant(
                $"| {tokens / parts[1]:F0} | {parts[1]} | {EmbeddingBenchmark.Median(ours):F1} | {EmbeddingBenchmark.Median(theirs):F1} | {all[^1]:F2} | {string.Join(' ', ratios.Select(ratio => ratio.ToString("F2", System.Globalization.CultureInfo.InvariantCulture)))} |"));
        }

        using var process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant($"Least {all.Min():F2}, geometric mean {Math.Exp(all.Average(Math.Log)):F2}; peak memory {process.PeakWorkingSet64 >> 20} MiB, node-llama-cpp {peerPeak} MiB"));
        await host.StopAsync();
        return 0;
    }

    private static async Task<double> CpuAsync(IEmbeddingEngine engine, List<string> texts)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        await engine.EmbedAsync(texts, EmbeddingPriority.Indexing, null, CancellationToken.None);
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }
}
