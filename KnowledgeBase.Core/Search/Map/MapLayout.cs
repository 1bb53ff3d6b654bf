using System.Numerics.Tensors;

namespace KnowledgeBase.Core.Search.Map;

/// <summary>
/// Places points in the plane so that near ones stay near: begins with the two directions in which the vectors spread most
/// (principal components, by power iteration) and moves them as UMAP does, neighbours together and random others apart.
/// The same vectors give the same places.
/// </summary>
internal static class MapLayout
{
    private const int Epochs = 200;
    private const int Apart = 5;       // random points pushed away for each neighbour drawn near

    // Of the curve 1 / (1 + a d^2b) that is flat up to a distance of 0.1.
    private const float A = 1.577f;
    private const float B = 0.895f;

    /// <param name="vectors">L2-normalised.</param>
    /// <param name="told">Share done, 0 to 1.</param>
    /// <returns>Places within 0 to 1.</returns>
    public static IReadOnlyList<(float X, float Y)> Place(IReadOnlyList<float[]> vectors, Action<double> told, CancellationToken cancellationToken)
    {
        if (vectors.Count < 4)
        {
            return [.. vectors.Select((_, i) => ((i + 1f) / (vectors.Count + 1), 0.5f))];
        }

        var edges = NeighbourGraph.Build(vectors, share => told(share * 0.7), cancellationToken);
        var places = Scale(Components(vectors), 10);
        Move(places, edges, share => told(0.7 + (share * 0.3)), cancellationToken);
        return [.. Scale(places, 1).Select(place => (place[0], place[1]))];
    }

    private static void Move(float[][] places, IReadOnlyList<(int From, int To, float Weight)> edges, Action<double> told, CancellationToken cancellationToken)
    {
        var random = new Random(20_260_731);
        var greatest = edges.Max(edge => edge.Weight);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = 1 - ((float)epoch / Epochs);
            foreach (var (from, to, weight) in edges)
            {
                // A strong edge moves its points in every epoch, a weak one now and then.
                if (random.NextSingle() > weight / greatest)
                {
                    continue;
                }

                Pull(places[from], places[to], step);
                for (var i = 0; i < Apart; i++)
                {
                    if (random.Next(places.Length) is var other && other != from)
                    {
                        Push(places[from], places[other], step);
                    }
                }
            }

            told((epoch + 1.0) / Epochs);
        }
    }

    private static void Pull(float[] a, float[] b, float step)
    {
        var squared = Squared(a, b);
        var force = squared > 0 ? -2 * A * B * MathF.Pow(squared, B - 1) / (1 + (A * MathF.Pow(squared, B))) : 0;
        for (var d = 0; d < 2; d++)
        {
            var move = Math.Clamp(force * (a[d] - b[d]), -4, 4) * step;
            (a[d], b[d]) = (a[d] + move, b[d] - move);
        }
    }

    private static void Push(float[] a, float[] b, float step)
    {
        var squared = Squared(a, b);
        var force = 2 * B / ((0.001f + squared) * (1 + (A * MathF.Pow(squared, B))));
        for (var d = 0; d < 2; d++)
        {
            a[d] += (squared > 0 ? Math.Clamp(force * (a[d] - b[d]), -4, 4) : 4) * step;
        }
    }

    private static float Squared(float[] a, float[] b) => ((a[0] - b[0]) * (a[0] - b[0])) + ((a[1] - b[1]) * (a[1] - b[1]));

    /// <summary>Coordinates along the two directions of greatest spread, found one after the other.</summary>
    private static float[][] Components(IReadOnlyList<float[]> vectors)
    {
        var mean = new float[vectors[0].Length];
        foreach (var vector in vectors)
        {
            TensorPrimitives.Add(mean, vector, mean);
        }

        TensorPrimitives.Divide(mean, vectors.Count, mean);
        float[][] centred = [.. vectors.Select(vector => { var row = new float[vector.Length]; TensorPrimitives.Subtract(vector, mean, row); return row; })];
        var places = vectors.Select(_ => new float[2]).ToArray();
        var random = new Random(7);
        for (var component = 0; component < 2; component++)
        {
            float[] direction = [.. mean.Select(_ => random.NextSingle() - 0.5f)];
            for (var step = 0; step < 30; step++)
            {
                var next = new float[direction.Length];
                foreach (var row in centred)
                {
                    TensorPrimitives.MultiplyAdd(row, TensorPrimitives.Dot<float>(row, direction), next, next);
                }

                TensorPrimitives.Divide(next, Math.Max(1e-12f, TensorPrimitives.Norm<float>(next)), next);
                direction = next;
            }

            for (var i = 0; i < centred.Length; i++)
            {
                places[i][component] = TensorPrimitives.Dot<float>(centred[i], direction);
                TensorPrimitives.MultiplyAdd(direction, -places[i][component], centred[i], centred[i]);      // what is left is spread elsewhere
                places[i][component] += (random.NextSingle() - 0.5f) * 1e-4f;      // copies would stay on each other for ever
            }
        }

        return places;
    }

    private static float[][] Scale(float[][] places, float size)
    {
        var (left, top) = (places.Min(place => place[0]), places.Min(place => place[1]));
        var (width, height) = (Math.Max(1e-6f, places.Max(place => place[0]) - left), Math.Max(1e-6f, places.Max(place => place[1]) - top));
        return [.. places.Select(place => new[] { (place[0] - left) / width * size, (place[1] - top) / height * size })];
    }
}
