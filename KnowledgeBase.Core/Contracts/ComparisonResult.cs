using System.Text.Json.Serialization;

namespace KnowledgeBase.Core.Contracts;

/// <summary>Two contracts, clause by clause. The same two always give the same result, and exchanged they give its mirror image.</summary>
public sealed record ComparisonResult
{
    [JsonPropertyName("units_a")]
    public required IReadOnlyList<Clause> UnitsA { get; init; }

    [JsonPropertyName("units_b")]
    public required IReadOnlyList<Clause> UnitsB { get; init; }

    /// <summary>In the order of the second contract; what was removed stands where it was.</summary>
    [JsonPropertyName("alignment")]
    public required IReadOnlyList<ClauseAlignment> Alignment { get; init; }

    [JsonPropertyName("warnings")]
    public required IReadOnlyList<ContractWarning> Warnings { get; init; }

    [JsonPropertyName("summary")]
    public required ComparisonSummary Summary { get; init; }
}

/// <summary>How many clauses of each relation, without tables' rows and what stands outside the clauses.</summary>
/// <param name="Similarity">0 to 1: share of both contracts' characters in clauses that are identical or equal, half for paraphrases.</param>
public sealed record ComparisonSummary(
    [property: JsonPropertyName("identical")] int Identical,
    [property: JsonPropertyName("notation")] int Notation,
    [property: JsonPropertyName("paraphrase")] int Paraphrase,
    [property: JsonPropertyName("modified")] int Modified,
    [property: JsonPropertyName("added")] int Added,
    [property: JsonPropertyName("removed")] int Removed,
    [property: JsonPropertyName("split")] int Split,
    [property: JsonPropertyName("merged")] int Merged,
    [property: JsonPropertyName("moved")] int Moved,
    [property: JsonPropertyName("similarity")] double Similarity);
