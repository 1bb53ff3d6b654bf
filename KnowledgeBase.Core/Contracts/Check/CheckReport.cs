using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Differences;

namespace KnowledgeBase.Core.Contracts.Check;

/// <summary>Makes of clauses and what is near them the report that a lawyer reads.</summary>
internal sealed class CheckReport
{
    /// <summary>From this share of common wording on a clause counts as found even when no cosine says so.</summary>
    private const double SameWording = 0.75;

    private const double Duplicate = 0.9;
    private readonly IReadOnlyList<LibraryContract> _library;
    private readonly Dictionary<Guid, LibraryContract> _byId;
    private readonly CheckOptions _options;
    private readonly Dictionary<Guid, ContractShare> _shares = [];
    private readonly HashSet<(Guid, string)> _found = [];

    private CheckReport(IReadOnlyList<LibraryContract> library, CheckOptions options)
    {
        _library = library;
        _options = options;
        _byId = library.ToDictionary(contract => contract.Document.Id);
    }

    private sealed class ContractShare
    {
        public long Verbatim { get; set; }

        public long Meaning { get; set; }

        public int Clauses { get; set; }
    }

    private sealed record Match(LibraryContract Contract, Clause Clause, double? Cosine, double Lexical, bool IsVerbatim);

    public static CheckResult Of(
        IReadOnlyList<Clause> clauses, IReadOnlyList<LibraryContract> library, IReadOnlyList<IReadOnlyList<NearChunk>> near, CheckOptions options,
        IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var report = new CheckReport(library, options);
        var checkedClauses = new List<CheckedClause>(clauses.Count);
        long all = 0, verbatim = 0, meaning = 0;
        for (var i = 0; i < clauses.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var clause = clauses[i];
            var matches = report.Matches(clause, near[i]);
            var origin = report.Count(clause, matches);
            all += clause.Text.Length;
            if (origin == ClauseOrigin.Verbatim) verbatim += clause.Text.Length;
            else if (origin == ClauseOrigin.Meaning) meaning += clause.Text.Length;
            checkedClauses.Add(new CheckedClause(clause.Id, clause.Label, clause.Path, clause.Text, clause.Page, clause.Range, origin, [.. report.Best(matches).Select(match => Shown(clause, match))]));
            progress?.Report((double)(i + 1) / clauses.Count);
        }

        return new CheckResult
        {
            Coverage = Coverage(verbatim, meaning, all),
            Contracts = [.. report.Similar(all)],
            Clauses = checkedClauses,
            Missing = MissingClauses.Of(clauses, library, report._found),
            Documents = library.Count,
            StaleDocuments = 0,
            MinCosine = options.MinCosine,
        };
    }

    /// <summary>Of every earlier contract the clause that is most like this one.</summary>
    private List<Match> Matches(Clause clause, IReadOnlyList<NearChunk> near)
    {
        var canonical = new CanonicalClause(clause.Text, Lexicon.Default);
        var wording = LibraryContract.Wording(clause.Text);
        var best = new Dictionary<Guid, Match>();
        foreach (var contract in _library)
        {
            if (contract.ByWording.TryGetValue(wording, out var same)) best[contract.Document.Id] = new Match(contract, same, null, 1, true);
        }

        foreach (var chunk in near)
        {
            if (!_byId.TryGetValue(chunk.DocumentId, out var contract)) continue;
            foreach (var other in contract.Within(chunk.Start, chunk.Start + chunk.Length))
            {
                var there = contract.Canonical(other);
                var isSame = there.CanonicalKey == canonical.CanonicalKey;
                var lexical = isSame ? 1 : TokenDiff.Of(canonical.Tokens, there.Tokens).Similarity;
                var match = new Match(contract, other, chunk.Cosine, Math.Round(lexical, 4), isSame);
                if (!best.TryGetValue(contract.Document.Id, out var before) || IsBetter(match, before)) best[contract.Document.Id] = match;
            }
        }

        return [.. best.Values.Where(match => match.IsVerbatim || match.Lexical >= SameWording || match.Cosine >= _options.MinCosine)];
    }

    private static bool IsBetter(Match match, Match before) =>
        match.Clause.Id == before.Clause.Id ? before.Cosine is null || match.Cosine > before.Cosine
        : match.Lexical + ((match.Cosine ?? 0) / 2) > before.Lexical + ((before.Cosine ?? 0) / 2);

    private ClauseOrigin Count(Clause clause, List<Match> matches)
    {
        foreach (var match in matches)
        {
            if (!_shares.TryGetValue(match.Contract.Document.Id, out var share)) _shares[match.Contract.Document.Id] = share = new ContractShare();
            if (match.IsVerbatim) share.Verbatim += clause.Text.Length;
            else share.Meaning += clause.Text.Length;
            share.Clauses++;
            _found.Add((match.Contract.Document.Id, match.Clause.Parent ?? match.Clause.Id));
            _found.Add((match.Contract.Document.Id, match.Clause.Id));
        }

        return matches.Exists(match => match.IsVerbatim) ? ClauseOrigin.Verbatim : matches.Count > 0 ? ClauseOrigin.Meaning : ClauseOrigin.Unseen;
    }

    private IEnumerable<Match> Best(List<Match> matches) => matches
        .OrderByDescending(match => match.IsVerbatim).ThenByDescending(match => Math.Max(match.Cosine ?? 0, match.Lexical))
        .ThenBy(match => match.Contract.Document.Name, StringComparer.Ordinal).ThenBy(match => match.Contract.Document.Id).Take(_options.MatchesPerClause);

    private static ClauseMatch Shown(Clause clause, Match match)
    {
        var compared = TextComparer.Compare(match.Clause.Text, clause.Text);
        // Ranges refer to the two documents, as everywhere.
        var differences = compared.Differences.Where(item => item.Severity > Severity.Format)
            .Select(item => item with { RangeA = item.RangeA?.Shift(match.Clause.Range.Start), RangeB = item.RangeB?.Shift(clause.Range.Start) });
        return new ClauseMatch(
            match.Contract.Document.Id, match.Contract.Document.Name, match.Clause.Path, match.Clause.Text, match.Clause.Page, match.Clause.Range,
            match.Cosine, match.Lexical, compared.Relation, compared.DifferenceKinds, [.. differences]);
    }

    private IEnumerable<SimilarContract> Similar(long all) => _shares
        .Select(item => (_byId[item.Key].Document, Coverage: Coverage(item.Value.Verbatim, item.Value.Meaning, all), item.Value.Clauses))
        .OrderByDescending(item => item.Coverage.Total).ThenByDescending(item => item.Coverage.Verbatim).ThenBy(item => item.Document.Name, StringComparer.Ordinal).ThenBy(item => item.Document.Id)
        .Select(item => new SimilarContract(item.Document.Id, item.Document.CollectionId, item.Document.Name, item.Coverage, item.Clauses, item.Coverage.Verbatim >= Duplicate));

    private static CheckCoverage Coverage(long verbatim, long meaning, long all) =>
        all == 0 ? new CheckCoverage(0, 0) : new CheckCoverage(Math.Round((double)verbatim / all, 4), Math.Round((double)meaning / all, 4));
}
