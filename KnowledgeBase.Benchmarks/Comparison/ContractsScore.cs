using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Documents.Reading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Benchmarks.Comparison;

/// <summary>
/// Compares labelled contracts as the application does, and writes what other programs score: one prediction for every
/// pair of files of truth.json, and one line for every pair of texts of pairs.jsonl.
/// </summary>
public static class ContractsScore
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> RunAsync(string folder, string output)
    {
        Directory.CreateDirectory(output);
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddLogging()
            .AddReading()
            .BuildServiceProvider();
        var reading = services.GetRequiredService<IDocumentReading>();
        var fixtures = Path.Combine(folder, "fixtures");
        foreach (var truth in JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(fixtures, "truth.json")))!.AsArray())
        {
            var id = (string)truth!["id"]!;
            var files = truth["files"]!;
            foreach (var (left, right) in new[] { ("docx", "docx"), ("pdf", "pdf"), ("docx", "pdf") })
            {
                await WriteAsync(reading, id, $"{id}.{left}-{right}", fixtures, (string)files["a"]![left]!, (string)files["b"]![right]!, output);
            }

            if (files["b_tracked"] is { } tracked)
            {
                await WriteAsync(reading, id, $"{id}.tracked", fixtures, (string)files["a"]!["docx"]!, (string)tracked["docx"]!, output);
                await WriteAsync(reading, id, $"{id}.tracked-views", fixtures, (string)tracked["docx"]!, (string)tracked["docx"]!, output, ReadingView.Original);
            }

            foreach (var side in new[] { "a", "b" })
            {
                await WriteAsync(reading, id, $"{id}.{side}-own-pdf", fixtures, (string)files[side]!["docx"]!, (string)files[side]!["pdf"]!, output);
            }
        }

        foreach (var truth in JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(fixtures, "rewrite-truth.json")))!.AsArray())
        {
            await WriteAsync(reading, (string)truth!["id"]!, $"{truth["id"]}", fixtures, (string)truth["original"]!, (string)truth["rewrite"]!, output);
        }

        await WritePairsAsync(Path.Combine(folder, "pairs.jsonl"), Path.Combine(output, "pairs.jsonl"));
        return 0;
    }

    private static async Task WritePairsAsync(string source, string target)
    {
        await using var writer = new StreamWriter(target);
        foreach (var line in await File.ReadAllLinesAsync(source))
        {
            var pair = JsonNode.Parse(line)!;
            var result = JsonSerializer.SerializeToNode(ContractComparison.CompareTexts((string)pair["a"]!, (string)pair["b"]!), Json)!.AsObject();
            result.Insert(0, "id", (string)pair["id"]!);
            await writer.WriteLineAsync(result.ToJsonString(Json));
        }
    }

    private static async Task WriteAsync(IDocumentReading reading, string id, string name, string folder, string a, string b, string output, ReadingView view = ReadingView.Accepted)
    {
        try
        {
            var left = await ReadAsync(reading, folder, a, view);
            var right = await ReadAsync(reading, folder, b, ReadingView.Accepted);
            var started = Stopwatch.GetTimestamp();
            var result = ContractComparison.Compare(left, right);
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var json = JsonSerializer.SerializeToNode(result, Json)!.AsObject();
            json.Insert(0, "id", id);
            await File.WriteAllTextAsync(Path.Combine(output, name + ".json"), json.ToJsonString(Json));
            var matters = result.Alignment.Count(item => item.Relation is not (ClauseRelation.Identical or ClauseRelation.Equal));
            Console.WriteLine($"{took,7:0} ms {result.UnitsA.Count,4} {result.UnitsB.Count,4} units {matters,4} with differences {result.Warnings.Count,3} warnings  {name}");
        }
        catch (DocumentReadingException e)
        {
            Console.WriteLine($"{e.Code,10}  {name}: {e.Message}");
        }
    }

    private static Task<DocumentText> ReadAsync(IDocumentReading reading, string folder, string file, ReadingView view) =>
        reading.ReadAsync(new ReadingRequest(Path.Combine(folder, file), file) { View = view }, null, CancellationToken.None);
}
