using System.Numerics.Tensors;

namespace KnowledgeBase.Core.Search.Map;

/// <summary>
/// Each point's nearest neighbours by cosine, with weights as UMAP gives them (McInnes, Healy and Melville,
/// arXiv 1802.03426): the nearest has 1, the others fall off so that all together come to log2 of their number; the two
/// directions of a pair are joined as probabilities are.
/// </summary>
internal static class NeighbourGraph
{
    public const int Neighbours = 15;

    /// <param name="vectors">L2-normalised.</param>
    /// <param name="told">Share done, 0 to 1.</param>
    public static IReadOnlyList<(int From, int To, float Weight)> Build(IReadOnlyList<float[]> vectors, Action<double> told, CancellationToken cancellationToken)
    {
        var count = Math.Min(Neighbours, vectors.Count - 1);
        var weights = new Dictionary<(int, int), float>();
        for (var i = 0; i < vectors.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var nearest = new PriorityQueue<(int Index, float Distance), float>();      // the farthest comes out first
            for (var j = 0; j < vectors.Count; j++)
            {
                var distance = j == i ? float.PositiveInfinity : MathF.Max(0, 1 - TensorPrimitives.Dot<float>(vectors[i], vectors[j]));
                if (j != i && (nearest.Count < count || distance < nearest.Peek().Distance))
                {
                    nearest.Enqueue((j, distance), -distance);
                    if (nearest.Count > count)
                    {
                        nearest.Dequeue();
                    }
                }
            }

            foreach (var (to, weight) in Weigh([.. nearest.UnorderedItems.Select(item => item.Element)]))
            {
                weights[(i, to)] = weight;
            }

            if (i % 64 == 0)
            {
                told((double)i / vectors.Count);
            }
        }

        // Each pair once, whichever of the two named the other.
        return [.. weights.Select(entry => (entry.Key.Item1, entry.Key.Item2, entry.Value, Back: weights.GetValueOrDefault((entry.Key.Item2, entry.Key.Item1))))
            .Where(edge => edge.Back == 0 || edge.Item1 < edge.Item2)
            .Select(edge => (edge.Item1, edge.Item2, edge.Value + edge.Back - (edge.Value * edge.Back)))];
    }

    private static IEnumerable<(int To, float Weight)> Weigh(IReadOnlyList<(int Index, float Distance)> nearest)
    {
        var least = nearest.Min(item => item.Distance);
        var (low, high, sigma) = (0.0, double.PositiveInfinity, 1.0);
        var target = Math.Log2(Math.Max(2, nearest.Count));
        for (var step = 0; step < 40; step++)
        {
            var sum = nearest.Sum(item => Math.Exp(-(item.Distance - least) / sigma));
            if (Math.Abs(sum - target) < 1e-4)
            {
                break;
            }

            (low, high) = sum > target ? (low, sigma) : (sigma, high);
            sigma = double.IsInfinity(high) ? sigma * 2 : (low + high) / 2;
        }

        return nearest.Select(item => (item.Index, (float)Math.Exp(-(item.Distance - least) / Math.Max(sigma, 1e-6))));
    }
}
