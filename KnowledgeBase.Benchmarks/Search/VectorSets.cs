using System.Numerics.Tensors;
using KnowledgeBase.Benchmarks.Contracts;

namespace KnowledgeBase.Benchmarks.Search;

/// <summary>Unit vectors to search among, and queries to search with: three kinds, from friendly to hopeless.</summary>
internal static class VectorSets
{
    public static IReadOnlyList<string> Kinds { get; } = ["clustered", "text", "random"];

    /// <summary>Endless vectors of a kind; the same seed gives the same ones.</summary>
    public static IEnumerable<float[]> Endless(string kind, int dimensions, int seed) => kind switch
    {
        "clustered" => Clustered(dimensions, seed),
        "text" => Text(dimensions, seed),
        _ => Random(dimensions, seed),
    };

    private static IEnumerable<float[]> Random(int dimensions, int seed)
    {
        var random = new Random(seed);
        while (true)
        {
            yield return Unit(Gaussian(random, dimensions));
        }
    }

    /// <summary>Clusters within clusters, near-duplicates among them, energy that decays with the dimension: as Matryoshka models give.</summary>
    private static IEnumerable<float[]> Clustered(int dimensions, int seed)
    {
        // The centres are the same for every seed, so that queries fall where the vectors are.
        var fixedRandom = new Random(1);
        var decay = Enumerable.Range(0, dimensions).Select(i => 1 / MathF.Sqrt(1 + (i / 32f))).ToArray();
        var centres = Enumerable.Range(0, 60).Select(_ => Gaussian(fixedRandom, dimensions)).ToArray();
        var random = new Random(seed);
        float[]? last = null;
        while (true)
        {
            var noise = last is not null && random.Next(10) < 3 ? 0.05f : 0.7f;
            var from = noise < 0.1f ? last! : centres[random.Next(centres.Length)];
            var vector = Gaussian(random, dimensions);
            for (var i = 0; i < dimensions; i++)
            {
                vector[i] = noise < 0.1f ? from[i] + (noise * decay[i] * vector[i]) : (from[i] + (noise * vector[i])) * decay[i];
            }

            last = (float[])vector.Clone();
            yield return Unit(vector);
        }
    }

    /// <summary>Pairs of characters of made-up contracts, hashed: text without a model, where many things are nearly alike.</summary>
    private static IEnumerable<float[]> Text(int dimensions, int seed)
    {
        for (var number = seed * 100_000; ; number++)
        {
            foreach (var clause in ContractGenerator.Write(number, 20).Chapters.SelectMany(chapter => chapter.Clauses))
            {
                var vector = new float[dimensions];
                for (var i = 0; i + 1 < clause.Length; i++)
                {
                    var hash = (((uint)clause[i] * 2_654_435_761) ^ clause[i + 1]) * 2_246_822_519;
                    vector[hash % (uint)dimensions] += (hash & 0x10000) == 0 ? 1 : -1;
                }

                yield return Unit(vector);
            }
        }
    }

    private static float[] Gaussian(Random random, int dimensions)
    {
        var vector = new float[dimensions];
        for (var i = 0; i < dimensions; i += 2)
        {
            var (radius, angle) = (Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())), 2 * Math.PI * random.NextDouble());
            vector[i] = (float)(radius * Math.Cos(angle));
            if (i + 1 < dimensions) vector[i + 1] = (float)(radius * Math.Sin(angle));
        }

        return vector;
    }

    private static float[] Unit(float[] vector)
    {
        TensorPrimitives.Divide(vector, Math.Max(1e-12f, TensorPrimitives.Norm<float>(vector)), vector);
        return vector;
    }
}
