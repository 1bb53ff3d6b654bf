using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Check;

/// <summary>Articles that nearly every earlier contract has under the same title, and the checked one has in no form.</summary>
internal static class MissingClauses
{
    private const double NearlyAll = 0.8;
    private const double SameTitle = 0.6;
    private const int LongestTitle = 40;

    /// <param name="found">Cosine of the nearest clause of the checked contract to each earlier one; infinite when the words are the same.</param>
    /// <returns>What is missing at one threshold at least.</returns>
    public static IReadOnlyList<MissingClause> Of(IReadOnlyList<Clause> clauses, IReadOnlyList<LibraryContract> library, IReadOnlyDictionary<(Guid, string), double> found)
    {
        if (library.Count < MissingClause.FewestContracts) return [];
        var own = clauses.Select(clause => new CanonicalClause(clause.Text, Lexicon.Default)).ToList();
        var groups = library.SelectMany(contract => Titles(contract), (contract, title) => (contract, title))
            .GroupBy(item => LibraryContract.Wording(item.title.Text), StringComparer.Ordinal);
        var missing = new List<MissingClause>();
        foreach (var group in groups)
        {
            var contracts = group.Select(item => item.contract.Document.Id).Distinct().Count();
            var share = (double)contracts / library.Count;
            if (share < NearlyAll) continue;
            var nearest = group.Max(item => Nearest(item.contract, item.title, found));
            if (double.IsPositiveInfinity(nearest)) continue;
            var (contract, title) = group.OrderBy(item => item.contract.Document.Name, StringComparer.Ordinal).ThenBy(item => item.contract.Document.Id).First();
            var matter = new CanonicalClause(title.Text, Lexicon.Default);
            if (own.Exists(clause => clause.Content.Count < 12 && TextComparer.CommonMatter(clause, matter) >= SameTitle)) continue;
            var text = string.Join('\n', contract.Clauses.Where(clause => clause.Parent == title.Id).Select(clause => clause.Text));
            missing.Add(new MissingClause(title.Text, text, title.Path, contract.Document.Id, contract.Document.Name, Math.Round(share, 4), nearest > 0 ? nearest : null));
        }

        return [.. missing.OrderByDescending(item => item.Share).ThenBy(item => item.Title, StringComparer.Ordinal)];
    }

    private static IEnumerable<Clause> Titles(LibraryContract contract)
    {
        var parents = contract.Clauses.Select(clause => clause.Parent).ToHashSet(StringComparer.Ordinal);
        return contract.Clauses.Where(clause => clause.Level == ClauseLevel.Article && clause.Text.Length <= LongestTitle && parents.Contains(clause.Id))
            .DistinctBy(clause => LibraryContract.Wording(clause.Text), StringComparer.Ordinal);
    }

    private static double Nearest(LibraryContract contract, Clause title, IReadOnlyDictionary<(Guid, string), double> found) =>
        contract.Clauses.Where(clause => clause.Id == title.Id || clause.Parent == title.Id).Max(clause => found.GetValueOrDefault((contract.Document.Id, clause.Id)));
}
