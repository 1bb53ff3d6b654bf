using System.Text.Json.Serialization;
using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Core.Contracts.Check;

/// <summary>A contract checked against collections: what of it is there already, where, and what is unlike all of it.</summary>
public sealed record CheckResult
{
    [JsonPropertyName("coverage")]
    public required CheckCoverage Coverage { get; init; }

    /// <summary>Contracts that share clauses with this one, most first.</summary>
    [JsonPropertyName("contracts")]
    public required IReadOnlyList<SimilarContract> Contracts { get; init; }

    /// <summary>The clauses of the contract that was checked, each with its best earlier clauses.</summary>
    [JsonPropertyName("clauses")]
    public required IReadOnlyList<CheckedClause> Clauses { get; init; }

    /// <summary>Clauses that nearly every contract of the collections has, and this one lacks.</summary>
    [JsonPropertyName("missing")]
    public required IReadOnlyList<MissingClause> Missing { get; init; }

    /// <summary>Contracts that were looked at.</summary>
    [JsonPropertyName("documents")]
    public required int Documents { get; init; }

    /// <summary>Contracts whose vectors another model made: compared by words only.</summary>
    [JsonPropertyName("stale_documents")]
    public required int StaleDocuments { get; init; }

    [JsonPropertyName("min_cosine")]
    public required double MinCosine { get; init; }
}

/// <summary>
/// 重复率: shares of the contract's characters, 0 to 1. <paramref name="Verbatim"/> are clauses that an earlier contract has
/// with the same words (notation aside), <paramref name="Meaning"/> further ones whose cosine reaches the threshold.
/// </summary>
public sealed record CheckCoverage(
    [property: JsonPropertyName("verbatim")] double Verbatim,
    [property: JsonPropertyName("meaning")] double Meaning)
{
    [JsonPropertyName("total")]
    public double Total => Math.Round(Verbatim + Meaning, 4);
}

/// <summary>An earlier contract, and how much of the checked one it has.</summary>
/// <param name="NearDuplicate">Nearly all of the contract stands in it word for word.</param>
public sealed record SimilarContract(
    [property: JsonPropertyName("document_id")] Guid DocumentId,
    [property: JsonPropertyName("collection_id")] Guid CollectionId,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("coverage")] CheckCoverage Coverage,
    [property: JsonPropertyName("clauses")] int Clauses,
    [property: JsonPropertyName("near_duplicate")] bool NearDuplicate);

/// <summary>How a clause of the checked contract stands to the collections.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<ClauseOrigin>))]
public enum ClauseOrigin
{
    /// <summary>Stands in an earlier contract with the same words.</summary>
    Verbatim,

    /// <summary>An earlier clause means the same, or nearly.</summary>
    Meaning,

    /// <summary>No earlier clause is like it.</summary>
    Unseen,
}

/// <summary>One clause of the checked contract.</summary>
public sealed record CheckedClause(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("path")] string Path,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("page")] int? Page,
    [property: JsonPropertyName("range")] TextRange Range,
    [property: JsonPropertyName("origin")] ClauseOrigin Origin,
    [property: JsonPropertyName("matches")] IReadOnlyList<ClauseMatch> Matches);

/// <summary>An earlier clause that is like a clause of the checked contract.</summary>
/// <param name="Cosine">Cosine of the clause and the passage in which the earlier one stands; null when that has no vector of the loaded model.</param>
/// <param name="Lexical">0 to 1: share of common wording.</param>
/// <param name="Verbatim">The same words, notation aside.</param>
public sealed record ClauseMatch(
    [property: JsonPropertyName("document_id")] Guid DocumentId,
    [property: JsonPropertyName("document_name")] string DocumentName,
    [property: JsonPropertyName("path")] string Path,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("page")] int? Page,
    [property: JsonPropertyName("range")] TextRange Range,
    [property: JsonPropertyName("cosine")] double? Cosine,
    [property: JsonPropertyName("lexical")] double Lexical,
    [property: JsonPropertyName("verbatim")] bool Verbatim,
    [property: JsonPropertyName("relation")] TextRelation Relation,
    [property: JsonPropertyName("difference_kinds")] IReadOnlyList<DifferenceKind> DifferenceKinds,
    [property: JsonPropertyName("differences")] IReadOnlyList<Difference> Differences);

/// <summary>A clause that most contracts have, with one of them as the example.</summary>
/// <param name="Share">Of the contracts looked at, 0 to 1.</param>
/// <param name="Nearest">Cosine of the checked contract's clause that comes nearest to it; null when none does.</param>
public sealed record MissingClause(
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("path")] string Path,
    [property: JsonPropertyName("document_id")] Guid DocumentId,
    [property: JsonPropertyName("document_name")] string DocumentName,
    [property: JsonPropertyName("share")] double Share,
    [property: JsonPropertyName("nearest")] double? Nearest = null)
{
    /// <summary>With fewer contracts nothing can be called usual.</summary>
    public const int FewestContracts = 3;
}
