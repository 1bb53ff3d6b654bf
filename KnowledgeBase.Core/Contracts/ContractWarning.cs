using System.Text.Json.Serialization;
using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Core.Contracts;

/// <summary>Something inside one of the contracts that does not fit together.</summary>
public sealed record ContractWarning
{
    /// <summary>A code of <see cref="ContractWarnings"/>.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>The words that it is about, as they stand in the contract: 第七条.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>"a" or "b".</summary>
    [JsonPropertyName("side")]
    public required string Side { get; init; }

    /// <summary>The clause in which they stand.</summary>
    [JsonPropertyName("unit")]
    public required string Unit { get; init; }

    /// <summary>What it should agree with: the clause once meant, the figure beside the words, the computed sum.</summary>
    [JsonPropertyName("expected")]
    public string Expected { get; init; } = "";

    /// <summary>What it says now.</summary>
    [JsonPropertyName("found")]
    public string Found { get; init; } = "";

    [JsonPropertyName("range")]
    public TextRange? Range { get; init; }
}

/// <summary>Codes of <see cref="ContractWarning.Type"/>.</summary>
public static class ContractWarnings
{
    /// <summary>A reference that was not changed although its clause has another number now.</summary>
    public const string StaleReference = "stale-reference";

    /// <summary>A reference to a clause that this contract does not have.</summary>
    public const string DanglingReference = "dangling-reference";

    /// <summary>An amount in words that is not the amount in figures beside it.</summary>
    public const string WordsFigures = "words-figures";

    /// <summary>A table's lines do not make its total, or quantity times price is not the line's amount.</summary>
    public const string TableTotal = "table-total";

    /// <summary>The two languages of a clause do not state the same figure.</summary>
    public const string BilingualMismatch = "bilingual-mismatch";

    /// <summary>A word that is used as if it were defined, and is not.</summary>
    public const string UndefinedTerm = "undefined-term";

    /// <summary>Words recognised from a picture; figures among them need a look.</summary>
    public const string Recognised = "ocr-used";
}
