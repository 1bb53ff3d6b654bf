using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Core.Embeddings;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Benchmarks.Embeddings;

/// <summary>
/// The engine against node-llama-cpp, the one after the other in every round, by the clock and in processor time: on a
/// machine that others use too the clock says little, and a program that waits uses no processor.
/// </summary>
internal static class ShapeBenchmark
{
    /// <param name="cells">Such as 32x1, 32x8: tokens of a text by texts that are given together.</param>
    /// <param name="peerFolder">Where node-llama-cpp is installed; "-" to run without it.</param>
    public static async Task<int> RunAsync(string model, string peerFolder, IReadOnlyList<string> cells, int rounds, int threads)
    {
        using var host = EmbeddingBenchmark.Host(model, threads);
        await host.StartAsync();
        var engine = host.Services.GetRequiredService<IEmbeddingEngine>();
        var info = await engine.WaitUntilReadyAsync(CancellationToken.None);
        using var peer = peerFolder == "-" ? null : await Peer.StartAsync(peerFolder, Path.GetFullPath(model), threads);
        Console.WriteLine($"{info.Name}, {info.Quantization}, {info.Device}, {threads} threads, {rounds} rounds of both in turn; tokens per second by the clock and of the processor, median");
        Console.WriteLine("| tokens | texts | ours | ours, processor | node-llama-cpp | its, processor | ratio | ratio, processor | ratios of the rounds, processor |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        var (clock, processor) = (new List<double>(), new List<double>());
        var peerPeak = 0;
        foreach (var cell in cells)
        {
            var parts = cell.Split('x').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            var texts = Enumerable.Range(0, parts[1]).Select(index => new string((char)('a' + (index % 26)), parts[0] - 1)).ToList();
            var tokens = (double)texts.Sum(engine.Count);
            var (ours, theirs) = (new List<(double Wall, double Cpu)>(), new List<(double Wall, double Cpu)>());
            for (var round = 0; round < rounds; round++)
            {
                var (wall, cpu) = await TimeAsync(engine, texts);
                ours.Add((tokens / wall, tokens / cpu));
                if (peer is not null)
                {
                    var answer = await peer.EmbedAsync(texts);
                    theirs.Add((tokens * 1000 / answer.Ms, tokens * 1000 / answer.CpuMs));
                    peerPeak = Math.Max(peerPeak, answer.PeakMiB);
                }
            }

            var ratios = ours.Zip(theirs, (mine, other) => (Wall: mine.Wall / other.Wall, Cpu: mine.Cpu / other.Cpu)).ToList();
            clock.AddRange(ratios.Count == 0 ? [] : [EmbeddingBenchmark.Median([.. ratios.Select(ratio => ratio.Wall)])]);
            processor.AddRange(ratios.Count == 0 ? [] : [EmbeddingBenchmark.Median([.. ratios.Select(ratio => ratio.Cpu)])]);
            Console.WriteLine(
                $"| {Show(tokens / parts[1], "F0")} | {parts[1]} | {Median(ours, "F1")} | {Median(theirs, "F1")} | {Median(ratios, "F2")} | {string.Join(' ', ratios.Select(ratio => Show(ratio.Cpu, "F2")))} |");
        }

        using var process = Process.GetCurrentProcess();
        if (clock.Count > 0)
            Console.WriteLine($"By the clock: least {Show(clock.Min(), "F2")}, geometric mean {Show(Mean(clock), "F2")}; in processor time: least {Show(processor.Min(), "F2")}, geometric mean {Show(Mean(processor), "F2")}");
        Console.WriteLine($"Peak memory {process.PeakWorkingSet64 >> 20} MiB{(peer is null ? "" : $", node-llama-cpp {peerPeak} MiB")}");
        await host.StopAsync();
        return 0;
    }

    private static async Task<(double Wall, double Cpu)> TimeAsync(IEmbeddingEngine engine, List<string> texts)
    {
        using var process = Process.GetCurrentProcess();
        var (before, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await engine.EmbedAsync(texts, EmbeddingPriority.Indexing, null, CancellationToken.None);
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        return (wall, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static string Median(List<(double Wall, double Cpu)> values, string format) => values.Count == 0
        ? "- | -"
        : $"{Show(EmbeddingBenchmark.Median([.. values.Select(value => value.Wall)]), format)} | {Show(EmbeddingBenchmark.Median([.. values.Select(value => value.Cpu)]), format)}";

    private static double Mean(List<double> ratios) => Math.Exp(ratios.Average(Math.Log));

    private static string Show(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
