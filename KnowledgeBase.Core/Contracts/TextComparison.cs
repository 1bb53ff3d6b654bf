using System.Text.Json.Serialization;

namespace KnowledgeBase.Core.Contracts;

/// <summary>What two clause texts are to each other.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<TextRelation>))]
public enum TextRelation
{
    /// <summary>The same, but perhaps for notation.</summary>
    Equal,

    /// <summary>Other words for the same.</summary>
    Paraphrase,

    /// <summary>About the same matter, and not the same.</summary>
    Differs,

    /// <summary>About different matters.</summary>
    Unrelated,
}

/// <summary>Two clause texts compared; ranges refer to the texts as given.</summary>
public sealed record TextComparison
{
    [JsonPropertyName("relation")]
    public required TextRelation Relation { get; init; }

    [JsonPropertyName("difference_kinds")]
    public required IReadOnlyList<DifferenceKind> DifferenceKinds { get; init; }

    [JsonPropertyName("differences")]
    public required IReadOnlyList<Difference> Differences { get; init; }

    [JsonPropertyName("lexical")]
    public double Lexical { get; init; }

    [JsonPropertyName("edits")]
    public IReadOnlyList<TextEdit> Edits { get; init; } = [];
}
