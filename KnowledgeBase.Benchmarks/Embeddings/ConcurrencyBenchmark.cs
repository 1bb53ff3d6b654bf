using System.Diagnostics;
using KnowledgeBase.Core.Embeddings;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Benchmarks.Embeddings;

/// <summary>What callers feel who come together: throughput of 64 at once against the same one after another, and a query's time while documents are indexed.</summary>
internal static class ConcurrencyBenchmark
{
    private const int Clients = 64;

    public static async Task<int> RunAsync(string model, int requests)
    {
        using var host = EmbeddingBenchmark.Host(model, threads: 1);
        await host.StartAsync();
        var engine = host.Services.GetRequiredService<IEmbeddingEngine>();
        var info = await engine.WaitUntilReadyAsync(CancellationToken.None);
        Console.WriteLine($"{info.Name}, {info.Device}, 1 thread");
        var texts = Enumerable.Range(0, requests).Select(index => $"问题{index}：订单{index * 37}为什么还没有发货？").ToList();
        await engine.EmbedAsync(texts[..1], EmbeddingPriority.Indexing, null, CancellationToken.None);
        var ratios = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            var alone = await TimeAsync(async () =>
            {
                foreach (var text in texts)
                {
                    await OneAsync(engine, text);
                }
            });
            var together = await TimeAsync(() => Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (text, _) => await OneAsync(engine, text)));
            ratios.Add(alone.Cpu / together.Cpu);
            Console.WriteLine(FormattableString.Invariant(
                $"{requests} single inputs: one after another {alone.Wall:F2} s ({alone.Cpu:F2} s of processor), {Clients} clients {together.Wall:F2} s ({together.Cpu:F2}): {alone.Wall / together.Wall:F2} times the throughput, {ratios[^1]:F2} per processor second"));
        }

        var idle = await QueriesAsync(engine, 200);
        using var end = new CancellationTokenSource();
        var indexing = Task.Run(() => IndexAsync(engine, end.Token));
        await Task.Delay(200);
        var during = await QueriesAsync(engine, 200);
        await end.CancelAsync();
        await indexing;
        Console.WriteLine(FormattableString.Invariant(
            $"A query: idle p50 {Percentile(idle, 0.5):F1} ms, p95 {Percentile(idle, 0.95):F1} ms; during indexing p50 {Percentile(during, 0.5):F1} ms, p95 {Percentile(during, 0.95):F1} ms: {Percentile(during, 0.95) / Percentile(idle, 0.95):F2} times"));
        await host.StopAsync();
        return 0;
    }

    private static Task<IReadOnlyList<float[]>> OneAsync(IEmbeddingEngine engine, string text) => engine.EmbedAsync([text], EmbeddingPriority.Indexing, null, CancellationToken.None);

    private static async Task<(double Wall, double Cpu)> TimeAsync(Func<Task> action)
    {
        using var process = Process.GetCurrentProcess();
        var (cpu, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await action();
        process.Refresh();
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds);
    }

    private static async Task<List<double>> QueriesAsync(IEmbeddingEngine engine, int count)
    {
        var times = new List<double>();
        for (var index = 0; index < count; index++)
        {
            var started = Stopwatch.GetTimestamp();
            await engine.EmbedAsync([$"供应商延迟交货超过{index}天，买方是否有权解除合同？"], EmbeddingPriority.Query, null, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(10);
        }

        return times;
    }

    private static async Task IndexAsync(IEmbeddingEngine engine, CancellationToken end)
    {
        var texts = Enumerable.Range(0, 32).Select(index => $"第{index}条 {string.Concat(Enumerable.Repeat("乙方应当按照约定的期限和方式向甲方支付货款。", 5))}").ToList();
        while (!end.IsCancellationRequested)
        {
            await engine.EmbedAsync(texts, EmbeddingPriority.Indexing, null, CancellationToken.None);
        }
    }

    private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)(share * (values.Count - 1)));
}
