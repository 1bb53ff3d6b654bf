using System.Diagnostics;
using System.Numerics.Tensors;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Search.Vectors;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Benchmarks.Search;

/// <summary>
/// The certified scan over real files: time beside what this machine reads from memory, recall beside the float sum over
/// everything, storage, and sqlite-vec on the same vectors.
/// </summary>
public static class SearchBenchmark
{
    private const int TopK = 10;
    private const int Queries = 20;
    private const int PeerAtMost = 100_000;
    private static readonly string[] PeerTypes = ["float", "int8"];

    public static IReadOnlyList<string> Kinds => VectorSets.Kinds;

    /// <param name="peer">Folder with sqlite-vec; null without it.</param>
    /// <returns>0 when every recall was 1.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<int> sizes, int dimensions, IReadOnlyList<string> kinds, string? peer)
    {
        double[] bandwidth = [MemoryBandwidth.Measure(1), MemoryBandwidth.Measure(2)];
        Console.WriteLine($"{dimensions} dimensions, top {TopK}, median of {Queries} queries; memory reads {bandwidth[0] / 1e9:0.0} GB/s on one thread, {bandwidth[1] / 1e9:0.0} on two");
        var exact = true;
        foreach (var kind in kinds)
        {
            foreach (var size in sizes)
            {
                exact &= await RunAsync(kind, size, dimensions, bandwidth, peer);
            }
        }

        return exact ? 0 : 1;
    }

    private static async Task<bool> RunAsync(string kind, int size, int dimensions, double[] bandwidth, string? peer)
    {
        await using var library = new FilledLibrary();
        var vectors = VectorSets.Endless(kind, dimensions, 2).Take(size).ToArray();
        var queries = VectorSets.Endless(kind, dimensions, 3).Take(Queries).ToArray();
        var inserted = await library.FillAsync(vectors);
        Console.WriteLine($"{kind} {size:#,0}: stored {inserted:#,0} chunks/s, {library.DiskBytes / (double)size:#,0} B on disk a chunk");

        var started = Stopwatch.GetTimestamp();
        var index = library.Services.GetRequiredService<ChunkVectorIndex>();
        await index.LoadAsync(library.Collection, library.Identity, CancellationToken.None);
        var loaded = Stopwatch.GetElapsedTime(started);
        var codes = index.Loaded().Bytes;
        Console.WriteLine($"  loaded in {loaded.TotalSeconds:0.00} s, {codes / (double)size:#,0} B of memory a chunk");

        VectorCodes[] segments = [.. (await new ChunkVectors(library.Database).ReadAsync(library.Collection, library.Identity, null, CancellationToken.None)).Owners.Values];
        WarmUp(segments, queries);
        double[] scans = [Scan(segments, queries, 1, 1), Scan(segments, queries, 2, 1)];
        for (var threads = 1; threads <= 2; threads++)
        {
            var time = scans[threads - 1];
            Console.WriteLine($"  scan, {threads} thread(s): {time:0.00} ms, {time * 1e5 / size:0.00} ms per 100,000, {codes / time / 1e6:0.0} GB/s = {codes / (time / 1e3) / bandwidth[threads - 1]:P0} of what memory gives");
        }

        var shared = Scan(segments, queries, 1, 4);
        Console.WriteLine($"  scan, 1 thread, 4 queries a pass: {shared:0.00} ms a query, {scans[0] / shared:0.00} x as many queries");
        var (whole, found, rescored) = await SearchAsync(index, library, queries);
        var truth = queries.Select(query => Exact(vectors, query)).ToList();
        var recall = Recall(found, truth);
        Console.WriteLine($"  search, rescoring from the database included: {whole:0.00} ms; recall@{TopK} {recall:0.000}; rescored {rescored.Order().ElementAt(Queries / 2)} (median), {rescored.Max()} (most)");
        if (peer is not null && size <= PeerAtMost)
        {
            Compare(peer, vectors, queries, truth, whole);
        }

        started = Stopwatch.GetTimestamp();
        var deleted = library.Documents.Take(100).ToList();
        foreach (var id in deleted)
        {
            await library.Services.GetRequiredService<DocumentIntake>().DeleteAsync(id, CancellationToken.None);
        }

        Console.WriteLine($"  deleted {deleted.Count} documents of 80 chunks, {Stopwatch.GetElapsedTime(started).TotalMilliseconds / deleted.Count:0.0} ms each");
        return recall == 1;
    }

    private static void Compare(string peer, float[][] vectors, float[][] queries, List<HashSet<long>> truth, double ours)
    {
        foreach (var type in PeerTypes)
        {
            using var vec = new SqliteVec(peer, type, vectors);
            var (time, found) = vec.Run(queries);
            Console.WriteLine($"  sqlite-vec {type}: {time:0.00} ms, recall {Recall(found, truth):0.000}; ours is {time / ours:0.0} times as fast");
        }
    }

    /// <summary>Lets the just-in-time compiler come to its best form of the loop, which is not what is measured.</summary>
    private static void WarmUp(VectorCodes[] segments, float[][] queries)
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(2);)
        {
            VectorScan.Run(segments, [new QuantisedQuery(queries[0])], TopK, -1, 1);
        }
    }

    /// <returns>Median milliseconds per query.</returns>
    private static double Scan(VectorCodes[] segments, float[][] queries, int threads, int perPass)
    {
        var passes = queries.Chunk(perPass).Select(pass => pass.Select(query => new QuantisedQuery(query)).ToArray()).ToList();
        var times = new List<double>();
        foreach (var pass in passes.Prepend(passes[0]))
        {
            var started = Stopwatch.GetTimestamp();
            VectorScan.Run(segments, pass, TopK, -1, threads);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds / pass.Length);
        }

        return times.Skip(1).Order().ElementAt(passes.Count / 2);
    }

    private static async Task<(double Milliseconds, List<HashSet<long>> Found, List<int> Rescored)> SearchAsync(ChunkVectorIndex index, FilledLibrary library, float[][] queries)
    {
        var (times, found, rescored) = (new List<double>(), new List<HashSet<long>>(), new List<int>());
        foreach (var query in queries)
        {
            var started = Stopwatch.GetTimestamp();
            var result = await index.SearchAsync([(library.Collection, library.Identity)], query, TopK, -1, null, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            found.Add([.. result.Hits.Select(hit => hit.Id)]);
            rescored.Add(result.Rescored);
        }

        return (times.Order().ElementAt(times.Count / 2), found, rescored);
    }

    /// <summary>The sum over every vector in float, of the stored halves; chunk numbers begin at one.</summary>
    private static HashSet<long> Exact(float[][] vectors, float[] query)
    {
        var scores = new float[vectors.Length];
        Parallel.For(0, vectors.Length, i =>
        {
            var stored = new float[query.Length];
            VectorBlob.Decode(VectorBlob.Encode(vectors[i]), stored);
            scores[i] = TensorPrimitives.Dot<float>(query, stored);
        });
        var top = new TopK(TopK);
        for (var i = 0; i < scores.Length; i++)
        {
            top.Add(i + 1, scores[i]);
        }

        return [.. top.Take().Select(hit => hit.Key)];
    }

    private static double Recall(List<HashSet<long>> found, List<HashSet<long>> truth) =>
        found.Zip(truth, (hits, right) => hits.Count(right.Contains) / (double)TopK).Average();
}
