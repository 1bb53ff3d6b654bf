using System.Text.Json.Serialization;

namespace KnowledgeBase.Core.Contracts;

/// <summary>Clauses that belong together, and what became of them. One side is empty when they were added or removed.</summary>
public sealed record ClauseAlignment
{
    /// <summary>Ids of the first contract's clauses; several when they were merged.</summary>
    [JsonPropertyName("a")]
    public required IReadOnlyList<string> A { get; init; }

    [JsonPropertyName("b")]
    public required IReadOnlyList<string> B { get; init; }

    /// <summary>Names these clauses within their comparison: "a12>b13", "a4>" when removed, "a2+a3>b2" when merged.</summary>
    [JsonIgnore]
    public string Key => $"{string.Join('+', A)}>{string.Join('+', B)}";

    [JsonPropertyName("relation")]
    public required ClauseRelation Relation { get; init; }

    /// <summary>The kinds of all differences that matter, without repetition, in the order of the enumeration.</summary>
    [JsonPropertyName("difference_kinds")]
    public required IReadOnlyList<DifferenceKind> DifferenceKinds { get; init; }

    /// <summary>All differences, notation and hints included; their severity tells which.</summary>
    [JsonPropertyName("differences")]
    public required IReadOnlyList<Difference> Differences { get; init; }

    /// <summary>Stands at another place; what only followed a moved article is <see cref="MovedWithParent"/> instead.</summary>
    [JsonPropertyName("moved")]
    public bool Moved { get; init; }

    [JsonPropertyName("moved_with_parent")]
    public bool MovedWithParent { get; init; }

    /// <summary>Cosine of the two texts by the loaded model; null when no model was asked.</summary>
    [JsonPropertyName("cosine")]
    public double? Cosine { get; init; }

    /// <summary>0 to 1: the share of wording that both have, rare words counting more.</summary>
    [JsonPropertyName("lexical")]
    public double Lexical { get; init; }

    /// <summary>The steps between the two wordings; empty when there are none, or more than one clause on a side.</summary>
    [JsonPropertyName("edits")]
    public IReadOnlyList<TextEdit> Edits { get; init; } = [];
}
