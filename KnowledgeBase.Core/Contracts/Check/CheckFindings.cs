using System.Text.Json.Serialization;
using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Core.Contracts.Check;

/// <summary>
/// All that a check found, whatever its cosine: what is kept. <see cref="At"/> reads it with a threshold, so that moving
/// the threshold needs neither the model nor the library again.
/// </summary>
public sealed record CheckFindings
{
    /// <summary>Contracts in which something was found; clauses refer to them by their place here.</summary>
    [JsonPropertyName("contracts")]
    public required IReadOnlyList<FoundContract> Contracts { get; init; }

    [JsonPropertyName("clauses")]
    public required IReadOnlyList<FoundClause> Clauses { get; init; }

    [JsonPropertyName("missing")]
    public required IReadOnlyList<MissingClause> Missing { get; init; }

    [JsonPropertyName("documents")]
    public required int Documents { get; init; }

    [JsonPropertyName("stale_documents")]
    public int StaleDocuments { get; init; }

    /// <summary>The threshold that was asked for; <see cref="At"/> may take another.</summary>
    [JsonPropertyName("min_cosine")]
    public required double MinCosine { get; init; }

    /// <summary>The report at a threshold.</summary>
    /// <param name="minCosine">0 to 1; null for the one that was asked for. Below the lowest that was looked for nothing more is found.</param>
    public CheckResult At(double? minCosine = null)
    {
        var least = minCosine ?? MinCosine;
        var shares = Contracts.Select(_ => new Share()).ToArray();
        var whole = new Share();
        var clauses = new List<CheckedClause>(Clauses.Count);
        long all = 0;
        foreach (var clause in Clauses)
        {
            var length = clause.Text.Length;
            all += length;
            var near = clause.Near.Where(item => item.Cosine >= least).Select(item => item.Contract).ToList();
            foreach (var contract in clause.Verbatim) shares[contract].Add(length, isVerbatim: true);
            foreach (var contract in clause.Worded.Concat(near)) shares[contract].Add(length, isVerbatim: false);
            var origin = clause.Verbatim.Count > 0 ? ClauseOrigin.Verbatim : clause.Worded.Count + near.Count > 0 ? ClauseOrigin.Meaning : ClauseOrigin.Unseen;
            if (origin != ClauseOrigin.Unseen) whole.Add(length, origin == ClauseOrigin.Verbatim);
            clauses.Add(new CheckedClause(
                clause.Id, clause.Label, clause.Path, clause.Text, clause.Page, clause.Range, origin, [.. clause.Matches.Where(match => CheckReport.Counts(match, least))]));
        }

        return new CheckResult
        {
            Coverage = whole.Of(all),
            Contracts = [.. Similar(shares, all)],
            Clauses = clauses,
            Missing = [.. Missing.Where(item => item.Nearest is not { } nearest || nearest < least)],
            Documents = Documents,
            StaleDocuments = StaleDocuments,
            MinCosine = least,
        };
    }

    private IEnumerable<SimilarContract> Similar(Share[] shares, long all) => Contracts
        .Select((contract, i) => (Contract: contract, Coverage: shares[i].Of(all), shares[i].Clauses))
        .Where(item => item.Clauses > 0)
        .OrderByDescending(item => item.Coverage.Total).ThenByDescending(item => item.Coverage.Verbatim).ThenBy(item => item.Contract.Name, StringComparer.Ordinal).ThenBy(item => item.Contract.DocumentId)
        .Select(item => new SimilarContract(
            item.Contract.DocumentId, item.Contract.CollectionId, item.Contract.Name, item.Coverage, item.Clauses, item.Coverage.Verbatim >= CheckReport.Duplicate));

    private sealed class Share
    {
        private long _verbatim;
        private long _meaning;

        public int Clauses { get; private set; }

        public void Add(int length, bool isVerbatim)
        {
            if (isVerbatim) _verbatim += length;
            else _meaning += length;
            Clauses++;
        }

        public CheckCoverage Of(long all) => all == 0 ? new CheckCoverage(0, 0) : new CheckCoverage(Math.Round((double)_verbatim / all, 4), Math.Round((double)_meaning / all, 4));
    }
}

/// <summary>An earlier contract in which something was found.</summary>
public sealed record FoundContract(
    [property: JsonPropertyName("document_id")] Guid DocumentId,
    [property: JsonPropertyName("collection_id")] Guid CollectionId,
    [property: JsonPropertyName("name")] string Name);

/// <summary>A clause of the checked contract and where it was found; contracts are named by their place in the findings.</summary>
/// <param name="Verbatim">Contracts that have it with the same words.</param>
/// <param name="Worded">Contracts that have it with nearly the same words: found at any threshold.</param>
/// <param name="Near">Contracts that have a clause near it.</param>
/// <param name="Matches">The best, at the lowest threshold.</param>
public sealed record FoundClause(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("path")] string Path,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("page")] int? Page,
    [property: JsonPropertyName("range")] TextRange Range,
    [property: JsonPropertyName("verbatim")] IReadOnlyList<int> Verbatim,
    [property: JsonPropertyName("worded")] IReadOnlyList<int> Worded,
    [property: JsonPropertyName("near")] IReadOnlyList<NearContract> Near,
    [property: JsonPropertyName("matches")] IReadOnlyList<ClauseMatch> Matches);

/// <summary>A contract with a clause near the checked one.</summary>
public readonly record struct NearContract(
    [property: JsonPropertyName("contract")] int Contract,
    [property: JsonPropertyName("cosine")] double Cosine);
