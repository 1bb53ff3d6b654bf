using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Documents.Reading.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Benchmarks.Reading;

/// <summary>
/// Reads every file of a folder as the application does and writes what it found: one .txt per file with the text, and
/// blocks.json with labels, texts, warnings and, for Word, the view before tracked changes. Other programs judge it.
/// </summary>
public static class ReadingBenchmark
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="manifest">
    /// A JSON list of {"file", "ref_tool"}: a PDF that is compared with what a tool says that keeps running headers and
    /// footers is written with them. Null writes none.
    /// </param>
    /// <returns>0 when every file was read or refused with a code.</returns>
    public static async Task<int> RunAsync(string folder, string output, string? manifest, PdfEngine engine)
    {
        var withFurniture = manifest is null ? [] : KeepingFurniture(await File.ReadAllTextAsync(manifest));
        Directory.CreateDirectory(output);
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Reading:KeepPageFurniture", "true")]).AddEnvironmentVariables().Build())
            .AddLogging()
            .AddReading()
            .BuildServiceProvider();
        var reading = services.GetRequiredService<WorkerReading>();
        var all = new SortedDictionary<string, object>(StringComparer.Ordinal);
        var failed = 0;
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => !path.EndsWith(".ref.txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            var started = Stopwatch.GetTimestamp();
            try
            {
                var text = await reading.ReadAsync(new ReadingRequest(path, name) { Engine = engine }, null, CancellationToken.None);
                var lines = text.Blocks.Where(block => withFurniture.Contains(name) || !IsFurniture(block)).Select(block => block.Line);
                await File.WriteAllTextAsync(Path.Combine(output, name + ".txt"), string.Join('\n', lines));
                all[name] = new
                {
                    blocks = Pairs(text),
                    text = string.Join('\n', text.Blocks.Where(block => !IsFurniture(block)).Select(block => block.Line)),
                    warnings = text.Warnings.Select(code => new { type = code, text = "" }),
                    original_view = text.Warnings.Contains(ReadingWarning.TrackedChanges)
                        ? Pairs(await reading.ReadAsync(new ReadingRequest(path, name) { View = ReadingView.Original }, null, CancellationToken.None))
                        : [],
                };
                Console.WriteLine($"{Milliseconds(started),7:0} ms {Use(reading)} {text.PlainText.Length,8} characters {text.Engine,-10} {name} {string.Join(' ', text.Warnings)}");
            }
            catch (DocumentReadingException e)
            {
                Console.WriteLine($"{Milliseconds(started),7:0} ms {Use(reading)} {e.Code,19} {"",-10} {name}");
            }
#pragma warning disable CA1031 // An unnamed failure is what this looks for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failed++;
                Console.WriteLine($"{Milliseconds(started),7:0} ms {Use(reading)} {e.GetType().Name,19} {"",-10} {name}: {e.Message}");
            }
        }

        await File.WriteAllTextAsync(Path.Combine(output, "blocks.json"), JsonSerializer.Serialize(all, Json));
        return failed == 0 ? 0 : 1;
    }

    private static string[][] Pairs(DocumentText text) =>
    [
        .. text.Blocks.Where(block => block.Kind is BlockKind.Paragraph or BlockKind.Heading or BlockKind.ListItem)
            .Select(block => new[] { block.Label ?? "", block.Text }),
    ];

    /// <summary>Seconds of processor time and megabytes, of the worker and of what it starts.</summary>
    private static string Use(WorkerReading reading) => string.Create(CultureInfo.InvariantCulture, $"{reading.LastUse.Processor.TotalSeconds,6:0.00} s {reading.LastUse.PeakBytes >> 20,5} MB");

    private static bool IsFurniture(DocumentBlock block) => block.Kind is BlockKind.Header or BlockKind.Footer;

    private static HashSet<string> KeepingFurniture(string json) =>
    [
        .. from entry in JsonSerializer.Deserialize<JsonElement[]>(json) ?? []
           let tool = entry.GetProperty("ref_tool").GetString() ?? ""
           let name = Path.GetFileName(entry.GetProperty("file").GetString()!)
           where name.EndsWith(".pdf", StringComparison.Ordinal)
               && !tool.StartsWith("exact", StringComparison.Ordinal) && !tool.StartsWith("docling", StringComparison.Ordinal)
           select name,
    ];

    private static double Milliseconds(long started) => Stopwatch.GetElapsedTime(started).TotalMilliseconds;
}
