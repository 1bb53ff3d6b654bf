namespace KnowledgeBase.Core.Contracts;

/// <summary>Counts what a comparison found.</summary>
internal static class ComparisonCount
{
    public static ComparisonSummary Of(IReadOnlyList<ClauseAlignment> alignment, IReadOnlyList<Clause> unitsA, IReadOnlyList<Clause> unitsB)
    {
        var units = unitsA.Concat(unitsB).ToDictionary(unit => unit.Id, StringComparer.Ordinal);
        var clauses = alignment.Where(item => !units[item.A.Concat(item.B).First()].Outside).ToList();
        double all = 0, same = 0;
        foreach (var item in clauses)
        {
            var characters = item.A.Concat(item.B).Sum(id => units[id].Text.Length);
            all += characters;
            same += characters * item.Relation switch
            {
                ClauseRelation.Identical or ClauseRelation.Equal => 1,
                ClauseRelation.Paraphrase => 0.5,
                ClauseRelation.Split or ClauseRelation.Merged => item.DifferenceKinds.Count == 0 ? 1 : item.Lexical,
                ClauseRelation.Modified => item.Lexical / 2,
                _ => 0.0,
            };
        }

        int Count(ClauseRelation relation) => clauses.Count(item => item.Relation == relation);
        return new ComparisonSummary(
            Count(ClauseRelation.Identical), Count(ClauseRelation.Equal), Count(ClauseRelation.Paraphrase), Count(ClauseRelation.Modified),
            Count(ClauseRelation.Added), Count(ClauseRelation.Removed), Count(ClauseRelation.Split), Count(ClauseRelation.Merged),
            clauses.Count(item => item.Moved), all == 0 ? 1 : Math.Round(same / all, 4));
    }
}
