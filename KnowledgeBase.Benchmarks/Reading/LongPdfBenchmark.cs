using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Benchmarks.Contracts;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Benchmarks.Reading;

/// <summary>Reads one long contract through the worker and, in turn, with pdftotext: pages per second, and the worker's memory.</summary>
internal static class LongPdfBenchmark
{
    public static async Task<int> RunAsync(int pages, int rounds)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pdf");
        try
        {
            await File.WriteAllBytesAsync(path, PdfContract.Write(ContractGenerator.Write(1, pages)));
            using var reading = new WorkerReading(Options.Create(new ReadingOptions()), NullLogger<WorkerReading>.Instance);
            double ours = double.MaxValue, peers = double.MaxValue;
            var count = 0;
            for (var round = 0; round < rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                var text = await reading.ReadAsync(new ReadingRequest(path, "long.pdf"), null, CancellationToken.None);
                ours = Math.Min(ours, Stopwatch.GetElapsedTime(started).TotalSeconds);
                count = text.PageCount!.Value;
                started = Stopwatch.GetTimestamp();
                using var peer = Process.Start(new ProcessStartInfo("pdftotext", ["-bbox-layout", path, Path.ChangeExtension(path, "html")]) { UseShellExecute = false })!;
                await peer.WaitForExitAsync();
                peers = Math.Min(peers, Stopwatch.GetElapsedTime(started).TotalSeconds);
                if (round == 0) Console.WriteLine($"{count} pages, {text.PlainText.Length} characters, {text.Blocks.Count} blocks; the first time with the start of the worker: {ours:0.00} s");
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"worker    {count / ours,8:0} pages/s  {ours:0.00} s, at most {reading.PeakBytes >> 20} MB"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pdftotext {count / peers,8:0} pages/s  {peers:0.00} s (-bbox-layout); ratio of times {ours / peers:0.00}"));
            return 0;
        }
        finally
        {
            File.Delete(path);
            File.Delete(Path.ChangeExtension(path, "html"));
        }
    }
}
