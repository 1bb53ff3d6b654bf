namespace KnowledgeBase.Core.Search;

/// <summary>
/// Puts what meaning and words found into one order, by a weighted sum of two scores between 0 and 1 (a convex
/// combination beats fusing ranks, in and out of domain: Bruch, Gai and Ingber, arXiv 2210.11934). The cosine that is
/// shown stays as it is.
/// </summary>
/// <param name="vectorWeight">Share of the cosine, 0 to 1; the rest is the words'.</param>
public sealed class Fusion(double vectorWeight)
{
    /// <summary>Questions to contracts name things by the words of the contract; customers do not know the FAQ's.</summary>
    public static double DefaultWeight(Collections.CollectionKind kind) => kind == Collections.CollectionKind.Faq ? 0.8 : 0.7;

    /// <param name="greatestCosine">Of the candidates: what the best of them is worth, so that both scores use their range.</param>
    public double Score(double cosine, double keyword, double greatestCosine) =>
        (vectorWeight * (greatestCosine > 0 ? Math.Max(0, cosine) / greatestCosine : 0)) + ((1 - vectorWeight) * keyword);
}
