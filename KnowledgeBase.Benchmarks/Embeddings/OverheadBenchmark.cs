using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Benchmarks.Search;
using KnowledgeBase.Core.Embeddings;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Benchmarks.Embeddings;

/// <summary>What the application adds to the decode: texts become tokens, vectors are copied, and all is stored, each document with its text, words and vectors.</summary>
internal static class OverheadBenchmark
{
    private const string Clause = "卖方逾期交付货物超过十五日的，每逾期一日应当按逾期部分货款的万分之五向买方支付违约金。";

    public static async Task<int> RunAsync(string model, int chunks, int tokens)
    {
        using var host = EmbeddingBenchmark.Host(model, threads: 1);
        await host.StartAsync();
        var engine = host.Services.GetRequiredService<IEmbeddingEngine>();
        var info = await engine.WaitUntilReadyAsync(CancellationToken.None);
        var texts = Enumerable.Range(0, chunks).Select(index => Text(engine, index, tokens)).ToList();
        await engine.EmbedAsync(texts[..1], EmbeddingPriority.Indexing, null, CancellationToken.None);

        var started = Stopwatch.GetTimestamp();
        var vectors = await engine.EmbedAsync(texts, EmbeddingPriority.Indexing, null, CancellationToken.None);
        var embedding = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        started = Stopwatch.GetTimestamp();
        var counted = texts.Sum(engine.Count);
        var counting = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        started = Stopwatch.GetTimestamp();
        var copied = vectors.Select(vector => Matryoshka.Cut(vector, vector.Length)!).ToList();
        var copying = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await using var library = new FilledLibrary();
        started = Stopwatch.GetTimestamp();
        await library.FillAsync(copied);
        var storing = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{info.Name}, {chunks} chunks, {counted} tokens: {embedding:F0} ms from texts to vectors; of these tokens {counting:F1} ms, copies {copying:F1} ms; storing {storing:F0} ms more"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Share of tokens, copies and storing: {(counting + copying + storing) / (embedding + storing):P2}"));
        await host.StopAsync();
        return 0;
    }

    private static string Text(IEmbeddingEngine engine, int number, int tokens)
    {
        var text = $"{number} ";
        while (engine.Count(text) < tokens)
        {
            text += Clause.AsSpan(text.Length % (Clause.Length - 8), 8).ToString();
        }

        return text;
    }
}
