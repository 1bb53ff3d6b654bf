namespace KnowledgeBase.Core.Contracts.Check;

/// <summary>Against what a contract is checked, and from which cosine on a clause counts as the same matter.</summary>
/// <param name="CollectionIds">Collections that the user may read.</param>
/// <param name="MinCosine">0 to 1.</param>
public sealed record CheckOptions(IReadOnlyList<Guid> CollectionIds, double MinCosine = CheckOptions.DefaultMinCosine)
{
    public const double DefaultMinCosine = 0.8;

    /// <summary>From this cosine on what is found is kept, so that a reader may move the threshold afterwards.</summary>
    public const double LowestCosine = 0.5;

    /// <summary>The document that is checked, when it is one of the collections itself: not compared with itself.</summary>
    public Guid? Except { get; init; }

    /// <summary>Matches shown for a clause, at most.</summary>
    public int MatchesPerClause { get; init; } = 5;
}
