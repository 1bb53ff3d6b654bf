using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Benchmarks.Faqs;

/// <summary>
/// Asks the running application over HTTP by wrk, with few and with many published entries, and prints p95 and requests per
/// second beside the time that embedding one question takes by itself in this process.
/// </summary>
internal static partial class FaqMatchBenchmark
{
    private const string Key = "kb-benchmark-0123456789-0123456789-0123456789";
    private const string Question = "我填错手机号了但已经支付成功，钱能退吗？";

    /// <param name="application">KnowledgeBase.Web.dll as it was built.</param>
    /// <param name="sizes">Published entries.</param>
    public static async Task<int> RunAsync(string application, int[] sizes, int seconds)
    {
        var embedding = await EmbeddingAsync();
        Console.WriteLine($"One question embedded alone, without HTTP: median {Number(embedding.Median)} ms, p95 {Number(embedding.P95)} ms\n");
        Console.WriteLine("| published entries | clients | p50 ms | p95 ms | p99 ms | requests per second | failed | p95 against 200 entries |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var first = new Dictionary<int, double>();
        foreach (var size in sizes)
        {
            var path = Directory.CreateTempSubdirectory("kb-faq-").FullName;
            using var process = Start(application, path, out var announced);
            try
            {
                var address = await announced.WaitAsync(TimeSpan.FromMinutes(2));
                var faq = await FillAsync(address, size);
                foreach (var clients in new[] { 1, 8 })
                {
                    await WrkAsync(address, faq, clients, 2, path);
                    var (p50, p95, p99, rate, failed) = await WrkAsync(address, faq, clients, seconds, path);
                    first.TryAdd(clients, p95);
                    Console.WriteLine($"| {size:N0} | {clients} | {Number(p50)} | {Number(p95)} | {Number(p99)} | {rate.ToString("0", CultureInfo.InvariantCulture)} | {failed} | {Number(p95 / first[clients])} |");
                }
            }
            finally
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
                Directory.Delete(path, recursive: true);
            }
        }

        return 0;
    }

    private static async Task<(double Median, double P95)> EmbeddingAsync()
    {
        await using var host = await FaqHost.StartAsync();
        var engine = host.Get<IEmbeddingEngine>();
        var times = new List<double>();
        for (var i = 0; i < 600; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await engine.EmbedAsync(EmbeddingRequest.Of([Question], EmbeddingPriority.Query), CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var sorted = times.Skip(100).Order().ToList();
        return (sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.95)]);
    }

    private static Process Start(string application, string path, out Task<Uri> address)
    {
        var announced = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet") { ArgumentList = { application, "--urls", "http://127.0.0.1:0" }, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = path };
        foreach (var (name, value) in new[]
        {
            ("Storage__DataPath", Path.Combine(path, "data")), ("Storage__MinimumFreeBytes", "0"), ("Setup__AdminEmail", "admin@example.com"),
            ("Setup__AdminPassword", "correct horse battery 7"), ("Setup__ApiKey", Key), ("Api__RequestsPerSecond", "100000"), ("Api__Burst", "100000"), ("ASPNETCORE_ENVIRONMENT", "Production"),
        })
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) =>
        {
            if (Announcement().Match(line.Data ?? "") is { Success: true } match)
            {
                announced.TrySetResult(new Uri(match.Groups["address"].Value));
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        address = announced.Task;
        return process;
    }

    /// <summary>Imports that many entries over the API and returns when every one has its vector.</summary>
    private static async Task<Guid> FillAsync(Uri address, int size)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        var faq = (await (await http.PostAsJsonAsync("/api/v1/collections", new { name = "FAQ", kind = "faq" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var table = new StringBuilder("question,answer,category\n");
        for (var i = 0; i < size; i++)
        {
            table.Append(CultureInfo.InvariantCulture, $"第{i}号商品下单后{(i % 3 == 0 ? "怎么退款" : i % 3 == 1 ? "如何修改手机号" : "多久能送到")}？,请在订单页联系客服。,{i % 20}\n");
        }

        using var staged = await http.PostAsync($"/api/v1/faqs/{faq}/imports?fileName=faq.csv", new StringContent(table.ToString()));
        var import = (await staged.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        (await http.PostAsJsonAsync($"/api/v1/faqs/{faq}/imports/{import}/start", new { })).EnsureSuccessStatusCode();
        while (true)
        {
            using var answer = await http.PostAsJsonAsync($"/api/v1/faqs/{faq}/match", new { question = Question });
            if (answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("compared").GetInt32() == size)
            {
                return faq;
            }

            await Task.Delay(500);
        }
    }

    private static async Task<(double P50, double P95, double P99, double Rate, int Failed)> WrkAsync(Uri address, Guid faq, int clients, int seconds, string folder)
    {
        var script = Path.Combine(folder, "match.lua");
        await File.WriteAllTextAsync(script, $$"""
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.headers["Authorization"] = "Bearer {{Key}}"
            wrk.body = '{"question":"{{Question}}","topK":3}'
            done = function(summary, latency, requests)
              io.write(string.format("KB %f %f %f %f %d\n", latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
                summary.requests / summary.duration * 1e6, summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
            end
            """);
        using var wrk = Process.Start(new ProcessStartInfo("wrk")
        {
            ArgumentList = { "-t1", $"-c{clients}", $"-d{seconds}s", "-s", script, $"{address}api/v1/faqs/{faq}/match" },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        var figures = output.Split('\n').Single(line => line.StartsWith("KB ", StringComparison.Ordinal)).Split(' ').Skip(1).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return (figures[0], figures[1], figures[2], figures[3], (int)figures[4]);
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^KnowledgeBase: (?<address>http://[^\s/]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Announcement();
}
