namespace KnowledgeBase.Core.Contracts;

/// <summary>What a comparison leaves out, and whether it may ask the model.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Leaves differences of mere notation, punctuation and numbering out of the result.</summary>
    public bool IgnoreFormat { get; init; }

    /// <summary>Lets the model's vectors pair clauses that no words pair; kinds of difference never depend on it.</summary>
    public bool UseModel { get; init; } = true;
}
