using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using KnowledgeBase.Core.Search.Vectors;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Tests.Search.Vectors;

public sealed class CertifiedScanTests
{
    [Fact]
    public void KeepsEveryVectorOfTheExactTopKInTenThousandRandomCases()
    {
        var random = new Random(20261124);
        var scanned = 0;
        var kept = 0;
        for (var trial = 0; trial < 10_000; trial++)
        {
            var dimensions = random.Next(1, 200);
            var vectors = Enumerable.Range(0, random.Next(1, 40)).Select(_ => Vector(random, dimensions)).ToList();
            vectors.AddRange(vectors.Where(_ => random.Next(4) == 0).ToArray());          // duplicates
            var query = Vector(random, dimensions);
            var k = random.Next(1, 12);
            var minimum = random.Next(3) == 0 ? (float)(random.NextDouble() - 0.5) : float.NegativeInfinity;
            var stored = vectors.Select((vector, i) => ((long)i, VectorBlob.Encode(vector))).ToArray();
            var among = random.Next(3) == 0 ? stored.Select(item => item.Item1).Where(_ => random.Next(2) == 0).ToHashSet() : null;
            var exact = new TopK(k);
            foreach (var (id, value) in stored.Where(item => among?.Contains(item.Item1) != false))
            {
                var decoded = new float[dimensions];
                VectorBlob.Decode(value, decoded);
                if (TensorPrimitives.Dot<float>(query, decoded) is var score && score >= minimum)
                {
                    exact.Add(id, score);
                }
            }

            var candidates = new Candidates(k, minimum);
            var quantised = new QuantisedQuery(query);
            foreach (var segment in stored.Chunk(7))
            {
                new VectorCodes(segment).Scan([quantised], [candidates], among);
            }

            var possible = candidates.Take();
            Assert.All(possible, id => Assert.True(among?.Contains(id) != false));
            Assert.Subset(possible.ToHashSet(), exact.Take().Select(hit => hit.Key).ToHashSet());
            (scanned, kept) = (scanned + vectors.Count, kept + possible.Count);
        }

        Assert.True(kept < scanned / 2, $"{kept} of {scanned} vectors were left to be scored exactly: the bounds rule nothing out.");
    }

    [Fact]
    public void GivesTheSameIntegerOnEveryProcessor()
    {
        var random = new Random(9);
        foreach (var length in new[] { 64, 128, 1024, 2560 })
        {
            var codes = Enumerable.Range(0, length).Select(_ => (sbyte)random.Next(-127, 128)).ToArray();
            var query = Enumerable.Range(0, length).Select(_ => (short)random.Next(-4095, 4096)).ToArray();
            var expected = codes.Zip(query, (code, value) => code * value).Sum();
            Assert.Equal(expected, CodeKernel.Dot(codes, query));
            Assert.Equal(expected, CodeKernel.Portable(ref MemoryMarshal.GetArrayDataReference(codes), ref MemoryMarshal.GetArrayDataReference(query), length));
            if (Avx2.IsSupported)
            {
                Assert.Equal(expected, CodeKernel.Avx256(ref MemoryMarshal.GetArrayDataReference(codes), ref MemoryMarshal.GetArrayDataReference(query), length));
            }
        }
    }

    [Fact]
    public void ThreadsFindTogetherWhatOneFinds()
    {
        var random = new Random(11);
        var query = new QuantisedQuery(Vector(random, 64));
        var segments = Enumerable.Range(0, 8)
            .Select(part => new VectorCodes([.. Enumerable.Range(0, 50).Select(i => ((long)((part * 50) + i), VectorBlob.Encode(Vector(random, 64))))])).ToArray();
        var one = new Candidates(10, -1);
        var (left, right) = (new Candidates(10, -1), new Candidates(10, -1));
        for (var i = 0; i < segments.Length; i++)
        {
            segments[i].Scan([query], [one]);
            segments[i].Scan([query], [i % 2 == 0 ? left : right]);
        }

        left.Merge(right);
        Assert.Equal(one.Take().Order(), left.Take().Order());
    }

    [Fact]
    public void SeveralQueriesInOnePassFindWhatEachFindsAlone()
    {
        var random = new Random(12);
        QuantisedQuery[] queries = [.. Enumerable.Range(0, 5).Select(_ => new QuantisedQuery(Vector(random, 96)))];
        VectorCodes[] segments = [.. Enumerable.Range(0, 6)
            .Select(part => new VectorCodes([.. Enumerable.Range(0, 40).Select(i => ((long)((part * 40) + i), VectorBlob.Encode(Vector(random, 96))))]))];
        foreach (var threads in new[] { 1, 3 })
        {
            var together = VectorScan.Run(segments, queries, 10, -1, threads);
            Assert.All(
                queries.Zip(together),
                pair => Assert.Equal(VectorScan.Run(segments, [pair.First], 10, -1, 1)[0].Order(), pair.Second.Order()));
        }
    }

    /// <summary>Mostly of length one, now and then zero, tiny, or with one great value.</summary>
    private static float[] Vector(Random random, int dimensions)
    {
        var vector = Enumerable.Range(0, dimensions).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        var kind = random.Next(12);
        if (kind == 0)
        {
            return new float[dimensions];
        }

        if (kind == 1)
        {
            vector[random.Next(dimensions)] = 30;
        }

        var norm = TensorPrimitives.Norm<float>(vector);
        TensorPrimitives.Multiply(vector, kind == 2 ? 1e-6f : norm > 0 ? 1 / norm : 1, vector);
        return vector;
    }
}
