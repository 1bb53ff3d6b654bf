using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Benchmarks.Search;

/// <summary>How fast this machine reads memory right now: the ceiling of every scan.</summary>
internal static class MemoryBandwidth
{
    /// <summary>Greatest of several runs over 1 GiB, in bytes per second.</summary>
    public static double Measure(int threads)
    {
        var parts = Enumerable.Range(0, threads).Select(_ => GC.AllocateArray<byte>((1 << 30) / threads, pinned: true)).ToArray();
        Array.ForEach(parts, part => part.AsSpan().Fill(1));
        var best = 0.0;
        for (var run = 0; run < 7; run++)
        {
            var started = Stopwatch.GetTimestamp();
            if (threads == 1)
            {
                Read(parts[0]);
            }
            else
            {
                Parallel.ForEach(parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part => Read(part));
            }

            best = Math.Max(best, parts.Sum(part => (double)part.Length) / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return best;
    }

    private static long Read(byte[] bytes)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector<long>>(bytes);
        var (a, b, c, d) = (Vector<long>.Zero, Vector<long>.Zero, Vector<long>.Zero, Vector<long>.Zero);
        for (var i = 0; i + 3 < vectors.Length; i += 4)
        {
            a += vectors[i];
            b += vectors[i + 1];
            c += vectors[i + 2];
            d += vectors[i + 3];
        }

        return Vector.Sum(a + b + c + d);
    }
}
