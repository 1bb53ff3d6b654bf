using KnowledgeBase.Core.Contracts.Alignment;

namespace KnowledgeBase.Core.Contracts.Consistency;

/// <summary>Figures that were recognised from a picture: whether they are the same as others is for somebody to see, not for us to say.</summary>
internal static class RecognisedFigures
{
    private const string Between = "、";

    /// <summary>One warning for each clause that has such figures, in clauses that are otherwise the same too.</summary>
    public static IEnumerable<ContractWarning> Check(IReadOnlyList<AlignedUnit> units, string side) =>
        from unit in units
        where unit.Clause.OcrConfidence is not null
        let figures = unit.Canonical.Tokens.Where(token => token.IsValue).ToList()
        where figures.Count > 0
        select new ContractWarning
        {
            Type = ContractWarnings.Recognised,
            Side = side,
            Unit = unit.Clause.Id,
            Text = string.Join(Between, figures.Select(figure => unit.Canonical.WordsOf(figure, figure)).Distinct(StringComparer.Ordinal)),
            Range = unit.Canonical.RangeOf(figures[0], figures[^1]).Shift(unit.Clause.Range.Start),
        };
}
