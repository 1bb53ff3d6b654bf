using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Differences;

namespace KnowledgeBase.Core.Contracts.Check;

/// <summary>Makes of clauses and what is near them the report that a lawyer reads.</summary>
internal sealed class CheckReport
{
    /// <summary>From this share of common wording on a clause counts as found even when no cosine says so.</summary>
    private const double SameWording = 0.75;

    /// <summary>From this share of verbatim clauses on a contract is called a near-duplicate.</summary>
    public const double Duplicate = 0.9;

    private readonly IReadOnlyList<LibraryContract> _library;
    private readonly Dictionary<Guid, LibraryContract> _byId;
    private readonly CheckOptions _options;
    private readonly double _least;
    private readonly List<FoundContract> _contracts = [];
    private readonly Dictionary<Guid, int> _places = [];
    private readonly Dictionary<(Guid, string), double> _found = [];

    private CheckReport(IReadOnlyList<LibraryContract> library, CheckOptions options)
    {
        _library = library;
        _options = options;
        _least = Math.Min(options.MinCosine, CheckOptions.LowestCosine);
        _byId = library.ToDictionary(contract => contract.Document.Id);
    }

    private sealed record Match(LibraryContract Contract, Clause Clause, double? Cosine, double Lexical, bool IsVerbatim);

    public static CheckFindings Of(
        IReadOnlyList<Clause> clauses, IReadOnlyList<LibraryContract> library, IReadOnlyList<IReadOnlyList<NearChunk>> near, CheckOptions options,
        IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var report = new CheckReport(library, options);
        var found = new List<FoundClause>(clauses.Count);
        for (var i = 0; i < clauses.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Add(report.Find(clauses[i], near[i]));
            progress?.Report((double)(i + 1) / clauses.Count);
        }

        return new CheckFindings
        {
            Contracts = report._contracts,
            Clauses = found,
            Missing = MissingClauses.Of(clauses, library, report._found),
            Documents = library.Count,
            MinCosine = options.MinCosine,
        };
    }

    /// <summary>Whether a match counts at a threshold: verbatim and nearly verbatim clauses always do.</summary>
    public static bool Counts(ClauseMatch match, double minCosine) => match.Verbatim || match.Lexical >= SameWording || match.Cosine >= minCosine;

    private FoundClause Find(Clause clause, IReadOnlyList<NearChunk> near)
    {
        var matches = Matches(clause, near);
        foreach (var match in matches)
        {
            var cosine = match.IsVerbatim || match.Lexical >= SameWording ? double.PositiveInfinity : match.Cosine ?? 0;
            var place = (match.Contract.Document.Id, match.Clause.Id);
            _found[place] = Math.Max(_found.GetValueOrDefault(place), cosine);
        }

        return new FoundClause(
            clause.Id, clause.Label, clause.Path, clause.Text, clause.Page, clause.Range,
            [.. matches.Where(match => match.IsVerbatim).Select(PlaceOf).Order()],
            [.. matches.Where(match => !match.IsVerbatim && match.Lexical >= SameWording).Select(PlaceOf).Order()],
            [.. matches.Where(match => !match.IsVerbatim && match.Lexical < SameWording).Select(match => new NearContract(PlaceOf(match), match.Cosine ?? 0)).OrderBy(item => item.Contract)],
            [.. Best(matches).Select(match => Shown(clause, match))]);
    }

    private int PlaceOf(Match match)
    {
        var document = match.Contract.Document;
        if (_places.TryGetValue(document.Id, out var place)) return place;
        _contracts.Add(new FoundContract(document.Id, document.CollectionId, document.Name));
        return _places[document.Id] = _contracts.Count - 1;
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

        return [.. best.Values.Where(match => match.IsVerbatim || match.Lexical >= SameWording || match.Cosine >= _least)];
    }

    private static bool IsBetter(Match match, Match before) =>
        match.Clause.Id == before.Clause.Id ? before.Cosine is null || match.Cosine > before.Cosine
        : match.Lexical + ((match.Cosine ?? 0) / 2) > before.Lexical + ((before.Cosine ?? 0) / 2);

    /// <summary>How surely it is found: what counts at a higher threshold stands before what does not.</summary>
    private static double Strength(Match match) => match.IsVerbatim ? 3 : match.Lexical >= SameWording ? 1 + Math.Max(match.Lexical, match.Cosine ?? 0) : match.Cosine ?? 0;

    private IEnumerable<Match> Best(List<Match> matches) => matches
        .OrderByDescending(Strength)
        .ThenBy(match => match.Contract.Document.Name, StringComparer.Ordinal).ThenBy(match => match.Contract.Document.Id).Take(_options.MatchesPerClause);

    private static ClauseMatch Shown(Clause clause, Match match)
    {
        var compared = TextComparer.Compare(match.Clause.Text, clause.Text);
        // Ranges refer to the two documents, as everywhere.
        var differences = compared.Differences.Where(item => item.Severity > Severity.Format)
            .Select(item => item with { RangeA = item.RangeA?.Shift(match.Clause.Range.Start), RangeB = item.RangeB?.Shift(clause.Range.Start) });
        return new ClauseMatch(
            match.Contract.Document.Id, match.Contract.Document.Name, match.Clause.Path, match.Clause.Text, match.Clause.Page, match.Clause.Range,
            match.Cosine, match.Lexical, match.IsVerbatim, compared.Relation, compared.DifferenceKinds, [.. differences]);
    }
}
