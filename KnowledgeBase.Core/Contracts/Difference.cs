using System.Text.Json.Serialization;
using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Core.Contracts;

/// <summary>
/// One typed difference, with what it was and what it is. Ranges refer to the plain text of the two documents (or to the
/// two texts given); a range is null on the side that has nothing there.
/// </summary>
public sealed record Difference
{
    [JsonPropertyName("kind")]
    public required DifferenceKind Kind { get; init; }

    /// <summary>The words of the first text, as they stand there; "" when there are none.</summary>
    [JsonPropertyName("from")]
    public required string From { get; init; }

    [JsonPropertyName("to")]
    public required string To { get; init; }

    [JsonPropertyName("severity")]
    public required Severity Severity { get; init; }

    [JsonPropertyName("rangeA")]
    public TextRange? RangeA { get; init; }

    [JsonPropertyName("rangeB")]
    public TextRange? RangeB { get; init; }

    /// <summary>Why it is not simply called different or equal, a stable code such as "days-months"; null for most.</summary>
    [JsonPropertyName("note")]
    public string? Note { get; init; }

    /// <summary>Whether it changes what the contract says: neither notation nor a mere hint.</summary>
    [JsonIgnore]
    public bool Matters => Severity >= Severity.Medium;
}
