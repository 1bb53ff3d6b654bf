using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Benchmarks.Contracts;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Office;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Benchmarks.Reading;

/// <summary>
/// A Word file of thousands of numbered paragraphs through the worker process, beside pdftotext on the PDF that LibreOffice
/// makes of the same file: the fastest reader there is, which has the numbers written out for it already.
/// </summary>
public static class LongWordBenchmark
{
    private const int Runs = 5;

    /// <returns>0 when the file was read.</returns>
    public static async Task<int> RunAsync(int paragraphs)
    {
        var folder = Directory.CreateTempSubdirectory("kb-benchmark-").FullName;
        try
        {
            await using var services = new ServiceCollection()
                .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
                .AddLogging()
                .AddReading()
                .BuildServiceProvider();
            var (word, pdf) = (Path.Combine(folder, "long.docx"), Path.Combine(folder, "long.pdf"));
            await File.WriteAllBytesAsync(word, Write(paragraphs));
            using (var made = await services.GetRequiredService<IOfficeConverter>().ConvertAsync(word, ".docx", OfficeTarget.Pdf, null, CancellationToken.None)) File.Copy(made.Path, pdf);

            var reading = services.GetRequiredService<IDocumentReading>();
            var text = await reading.ReadAsync(new ReadingRequest(word, "long.docx"), null, CancellationToken.None); // starts the worker
            await TextOfAsync(pdf, folder);
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var run = 0; run < Runs; run++)
            {
                ours.Add(await SecondsAsync(() => reading.ReadAsync(new ReadingRequest(word, "long.docx"), null, CancellationToken.None)));
                theirs.Add(await SecondsAsync(() => TextOfAsync(pdf, folder)));
            }

            var pages = (await reading.ReadAsync(new ReadingRequest(pdf, "long.pdf"), null, CancellationToken.None)).PageCount ?? 0;
            ours.Sort();
            theirs.Sort();
            var (mine, other) = (ours[Runs / 2], theirs[Runs / 2]);
            Console.WriteLine($"{text.Blocks.Count} paragraphs, {text.PlainText.Length} characters, {pages} pages as PDF; medians of {Runs} runs in turn, {Environment.ProcessorCount} cores");
            Console.WriteLine($"docx through the worker  {mine,7:0.000} s  {text.Blocks.Count / mine,8:0} paragraphs/s  {pages / mine,7:0} pages/s  worker's peak memory {WorkerPeak() >> 20} MB");
            Console.WriteLine($"pdftotext on its PDF     {other,7:0.000} s  {text.Blocks.Count / other,8:0} paragraphs/s  {pages / other,7:0} pages/s");
            Console.WriteLine($"ratio                    {mine / other:0.00} times as long");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Write(int paragraphs)
    {
        var contract = ContractGenerator.Write(0, 20);
        var chapters = new List<Chapter>();
        while (chapters.Sum(chapter => chapter.Clauses.Count + 1) < paragraphs) chapters.AddRange(contract.Chapters);
        return WordContract.Write(contract with { Chapters = chapters });
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task TextOfAsync(string pdf, string folder)
    {
        var start = new ProcessStartInfo("pdftotext") { UseShellExecute = false };
        foreach (var argument in (string[])["-q", pdf, Path.Combine(folder, "long.txt")]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"pdftotext ended with {process.ExitCode}.");
    }

    /// <summary>VmHWM of the largest child that reads files, in bytes.</summary>
    private static long WorkerPeak() => Directory.EnumerateDirectories("/proc")
        .Where(process => int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out _) && IsWorker(process))
        .Select(process => File.ReadLines(Path.Combine(process, "status")).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)))
        .Select(line => line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024)
        .DefaultIfEmpty()
        .Max();

    private static bool IsWorker(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Contains("--parse-worker", StringComparison.Ordinal)
                && File.ReadLines(Path.Combine(process, "status")).Contains($"PPid:\t{Environment.ProcessId}");
        }
        catch (IOException)
        {
            return false; // it has ended
        }
    }
}
