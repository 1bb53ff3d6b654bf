namespace KnowledgeBase.Core.Search;

/// <summary>
/// Puts what meaning and words found into one order, by a weighted sum of two scores between 0 and 1 (a convex
/// combination beats fusing ranks, in and out of domain: Bruch, Gai and Ingber, arXiv 2210.11934). The cosine that is
/// shown stays as it is.
/// </summary>
/// <param name="vectorWeight">Share of the cosine, 0 to 1; the rest is the words'.</param>
public sealed class Fusion(double vectorWeight, FusionKind kind = FusionKind.Weighted)
{
    /// <summary>The usual constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009).</summary>
    private const double RankConstant = 60;

    /// <summary>Questions to contracts name things by the words of the contract; customers do not know the FAQ's.</summary>
    public static double DefaultWeight(Collections.CollectionKind kind) => kind == Collections.CollectionKind.Faq ? 0.8 : 0.7;

    /// <summary>The score that hybrid search sorts by, 0 to 1.</summary>
    /// <param name="greatestCosine">Of the candidates: what the best of them is worth, so that both scores use their range.</param>
    public double Score(double cosine, double keyword, double greatestCosine, int? vectorRank, int? keywordRank) => kind == FusionKind.Weighted
        ? (vectorWeight * (greatestCosine > 0 ? Math.Max(0, cosine) / greatestCosine : 0)) + ((1 - vectorWeight) * keyword)
        : (vectorWeight * OfRank(vectorRank)) + ((1 - vectorWeight) * OfRank(keywordRank));

    // Scaled so that first in both lists is 1.
    private static double OfRank(int? rank) => rank is { } place ? (RankConstant + 1) / (RankConstant + place) : 0;
}
