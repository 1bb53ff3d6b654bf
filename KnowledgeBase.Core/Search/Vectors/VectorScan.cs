namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>One pass over all segments for a few queries, on one thread or, where it is worth it, on all.</summary>
internal static class VectorScan
{
    /// <summary>Bytes of codes below which one thread is faster than the start of a second.</summary>
    private const long ParallelFrom = 64 << 20;

    /// <param name="among">Only these vectors are compared; null for all.</param>
    /// <returns>For each query the vectors that may be among its best k.</returns>
    public static IReadOnlyList<IReadOnlyList<long>> Run(
        IReadOnlyList<VectorCodes> segments, QuantisedQuery[] queries, int topK, float minCosine, IReadOnlySet<long>? among = null)
    {
        var threads = segments.Sum(segment => (long)segment.Count * segment.Dimensions) < ParallelFrom ? 1 : Environment.ProcessorCount;
        return Run(segments, queries, topK, minCosine, threads, among);
    }

    /// <inheritdoc cref="Run(IReadOnlyList{VectorCodes}, QuantisedQuery[], int, float, IReadOnlySet{long})"/>
    public static IReadOnlyList<IReadOnlyList<long>> Run(
        IReadOnlyList<VectorCodes> segments, QuantisedQuery[] queries, int topK, float minCosine, int threads, IReadOnlySet<long>? among = null)
    {
        var all = Start();
        if (threads == 1)
        {
            foreach (var segment in segments)
            {
                segment.Scan(queries, all, among);
            }
        }
        else
        {
            Parallel.ForEach(
                segments,
                new ParallelOptions { MaxDegreeOfParallelism = threads },
                Start,
                (segment, _, candidates) =>
                {
                    segment.Scan(queries, candidates, among);
                    return candidates;
                },
                candidates =>
                {
                    lock (all)
                    {
                        for (var i = 0; i < all.Length; i++)
                        {
                            all[i].Merge(candidates[i]);
                        }
                    }
                });
        }

        return [.. all.Select(candidates => candidates.Take())];

        Candidates[] Start() => [.. queries.Select(_ => new Candidates(topK, minCosine))];
    }
}
