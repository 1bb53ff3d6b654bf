using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace KnowledgeBase.Benchmarks.Embeddings;

/// <summary>The whole application in a process of its own, asked over HTTP: 64 clients against one, and a query's time while another key has documents embedded.</summary>
internal static class ServerBenchmark
{
    private const int Clients = 64;
    private const string Key = "kb-benchmark-key-0123456789-0123456789-0123";
    private static readonly string[] Word = ["ready?"];

    /// <param name="model">A GGUF file; empty for the bundled one.</param>
    /// <param name="requests">Single inputs of each round.</param>
    /// <param name="queries">Queries idle, and as many during indexing; 0 for none.</param>
    public static async Task<int> RunAsync(string model, int requests, int rounds, int queries)
    {
        var folder = Directory.CreateTempSubdirectory("kb-server-");
        using var process = Start(folder.FullName, model.Length > 0 ? Path.GetFullPath(model) : "");
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 2 * Clients }) { BaseAddress = await AddressAsync(process), Timeout = TimeSpan.FromMinutes(10) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
            while (!(await http.PostAsJsonAsync("/v1/embeddings", new { input = Word })).IsSuccessStatusCode)
            {
                await Task.Delay(200);
            }

            await ThroughputAsync(http, requests, rounds);
            if (queries > 0)
            {
                await QueriesAsync(http, queries);
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task ThroughputAsync(HttpClient http, int requests, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var alone = await TimeAsync(async () =>
            {
                for (var index = 0; index < requests; index++)
                {
                    await OneAsync(http, index, null);
                }
            });
            var together = await TimeAsync(() => Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (index, _) => await OneAsync(http, index, null)));
            Console.WriteLine(FormattableString.Invariant(
                $"{requests} requests of one input: one after another {alone:F2} s, {Clients} clients {together:F2} s: {alone / together:F2} times the throughput"));
        }
    }

    private static async Task QueriesAsync(HttpClient http, int queries)
    {
        var idle = await TimesAsync(http, queries);
        using var end = new CancellationTokenSource();
        var chunks = Enumerable.Range(0, 32).Select(index => $"第{index}条 {string.Concat(Enumerable.Repeat("乙方应当按照约定的期限和方式向甲方支付货款。", 5))}").ToArray();
        var indexing = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                (await http.PostAsJsonAsync("/v1/embeddings", new { input = chunks, input_type = "document" })).EnsureSuccessStatusCode();
            }
        });
        await Task.Delay(500);
        var during = await TimesAsync(http, queries);
        await end.CancelAsync();
        await indexing;
        Console.WriteLine(FormattableString.Invariant(
            $"A query over HTTP: idle p50 {At(idle, 0.5):F1} ms, p95 {At(idle, 0.95):F1} ms; during indexing p50 {At(during, 0.5):F1} ms, p95 {At(during, 0.95):F1} ms: {At(during, 0.95) / At(idle, 0.95):F2} times"));
    }

    private static async Task<List<double>> TimesAsync(HttpClient http, int count)
    {
        var times = new List<double>();
        for (var index = 0; index < count; index++)
        {
            times.Add(1000 * await TimeAsync(() => OneAsync(http, index, "query")));
            await Task.Delay(10);
        }

        return times;
    }

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)(share * (values.Count - 1)));

    private static async Task OneAsync(HttpClient http, int number, string? kind)
    {
        using var answer = await http.PostAsJsonAsync("/v1/embeddings", new { input = $"问题{number}：订单{number * 37}为什么没发货？", input_type = kind });
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        var started = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static Process Start(string folder, string model)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "KnowledgeBase.Web.dll"));
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add("http://127.0.0.1:0");
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["Storage__DataPath"] = folder,
            ["Setup__AdminEmail"] = "admin@example.com",
            ["Setup__AdminPassword"] = "correct horse battery 7",
            ["Setup__ApiKey"] = Key,
            ["Embedding__ModelPath"] = model,
            ["Api__RequestsPerSecond"] = "100000",
            ["Api__Burst"] = "100000",
            ["Logging__LogLevel__Default"] = "Warning",
        })
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("KnowledgeBase: http://", StringComparison.Ordinal))
            {
                _ = Task.Run(process.StandardOutput.ReadToEndAsync);
                return new Uri(line.Split(' ')[1]);
            }
        }

        throw new InvalidOperationException("The application has ended.");
    }
}
