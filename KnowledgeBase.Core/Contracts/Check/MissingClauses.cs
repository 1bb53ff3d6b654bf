using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Check;

/// <summary>Articles that nearly every earlier contract has under the same title, and the checked one has in no form.</summary>
internal static class MissingClauses
{
    private const int FewestContracts = 3;
    private const double NearlyAll = 0.8;
    private const double SameTitle = 0.6;
    private const int LongestTitle = 40;

    /// <param name="found">Earlier clauses to which a clause of the checked contract was matched.</param>
    public static IReadOnlyList<MissingClause> Of(IReadOnlyList<Clause> clauses, IReadOnlyList<LibraryContract> library, HashSet<(Guid, string)> found)
    {
        if (library.Count < FewestContracts) return [];
        var own = clauses.Select(clause => new CanonicalClause(clause.Text, Lexicon.Default)).ToList();
        var groups = library.SelectMany(contract => Titles(contract), (contract, title) => (contract, title))
            .GroupBy(item => LibraryContract.Wording(item.title.Text), StringComparer.Ordinal);
        var missing = new List<MissingClause>();
        foreach (var group in groups)
        {
            var contracts = group.Select(item => item.contract.Document.Id).Distinct().Count();
            var share = (double)contracts / library.Count;
            if (share < NearlyAll || group.Any(item => IsFound(item.contract, item.title, found))) continue;
            var (contract, title) = group.OrderBy(item => item.contract.Document.Name, StringComparer.Ordinal).ThenBy(item => item.contract.Document.Id).First();
            var matter = new CanonicalClause(title.Text, Lexicon.Default);
            if (own.Exists(clause => clause.Content.Count < 12 && TextComparer.CommonMatter(clause, matter) >= SameTitle)) continue;
            var text = string.Join('\n', contract.Clauses.Where(clause => clause.Parent == title.Id).Select(clause => clause.Text));
            missing.Add(new MissingClause(title.Text, text, title.Path, contract.Document.Id, contract.Document.Name, Math.Round(share, 4)));
        }

        return [.. missing.OrderByDescending(item => item.Share).ThenBy(item => item.Title, StringComparer.Ordinal)];
    }

    private static IEnumerable<Clause> Titles(LibraryContract contract)
    {
        var parents = contract.Clauses.Select(clause => clause.Parent).ToHashSet(StringComparer.Ordinal);
        return contract.Clauses.Where(clause => clause.Level == ClauseLevel.Article && clause.Text.Length <= LongestTitle && parents.Contains(clause.Id))
            .DistinctBy(clause => LibraryContract.Wording(clause.Text), StringComparer.Ordinal);
    }

    private static bool IsFound(LibraryContract contract, Clause title, HashSet<(Guid, string)> found) =>
        found.Contains((contract.Document.Id, title.Id)) || contract.Clauses.Any(clause => clause.Parent == title.Id && found.Contains((contract.Document.Id, clause.Id)));
}
