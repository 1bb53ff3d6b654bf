namespace KnowledgeBase.Core.Search;

/// <summary>
/// What a cosine means in one collection with one model: how passages that have nothing to do with each other compare.
/// A model whose unrelated texts are at 0.5 says little with 0.62; one whose unrelated texts are at 0.1 says much.
/// </summary>
/// <param name="sorted">Cosines of random pairs of the collection's passages, ascending.</param>
public sealed class ScoreDistribution(float[] sorted)
{
    /// <summary>Pairs that were compared.</summary>
    public int Pairs => sorted.Length;

    /// <summary>Cosine below which half of the random pairs lie.</summary>
    public double Median => At(0.5);

    /// <summary>Share of random pairs that are less alike, 0 to 1; NaN without any pair.</summary>
    public double Percentile(double cosine)
    {
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        var index = Array.BinarySearch(sorted, (float)cosine);
        return (index < 0 ? ~index : index) / (double)sorted.Length;
    }

    /// <summary>The cosine below which a share of the random pairs lies.</summary>
    public double At(double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)(share * sorted.Length), 0, sorted.Length - 1)];
}
