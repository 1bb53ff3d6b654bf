using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>What two values are to each other: the same, to be looked at, or different, and in what.</summary>
internal static class ValueRules
{
    /// <summary>The values of two stretches, kind by kind, paired in their order; what has no partner is reported alone.</summary>
    /// <param name="references">The clause number that a reference of the first contract has in the second; null when unknown.</param>
    public static IEnumerable<Finding> Compare(IReadOnlyList<Token> a, IReadOnlyList<Token> b, Func<Token, string?> references)
    {
        foreach (var kind in new[] { TokenKind.Amount, TokenKind.Percent, TokenKind.Duration, TokenKind.Date, TokenKind.Quantity, TokenKind.Code, TokenKind.RatePeriod, TokenKind.Reference })
        {
            var x = a.Where(token => token.Kind == kind).ToList();
            var y = b.Where(token => token.Kind == kind).ToList();
            var both = Math.Min(x.Count, y.Count);
            for (var i = 0; i < both; i++)
            {
                foreach (var finding in Pair(x[i], y[i], references)) yield return finding;
            }

            foreach (var alone in x.Skip(both)) yield return new Finding(KindOf(kind), [alone], []);
            foreach (var alone in y.Skip(both)) yield return new Finding(KindOf(kind), [], [alone]);
        }
    }

    public static IEnumerable<Finding> Pair(Token a, Token b, Func<Token, string?> references)
    {
        if (a.Key == b.Key) return [];
        return a.Kind switch
        {
            TokenKind.Amount => Amounts(a, b),
            TokenKind.Duration => Durations(a, b),
            TokenKind.RatePeriod => [new Finding(DifferenceKind.Unit, [a], [b])],
            TokenKind.Quantity => Quantities(a, b),
            TokenKind.Reference => References(a, b, references),
            _ => [new Finding(KindOf(a.Kind), [a], [b])],
        };
    }

    public static DifferenceKind KindOf(TokenKind kind) => kind switch
    {
        TokenKind.Amount => DifferenceKind.Amount,
        TokenKind.Percent => DifferenceKind.Percent,
        TokenKind.Duration => DifferenceKind.Duration,
        TokenKind.Date => DifferenceKind.Date,
        TokenKind.RatePeriod => DifferenceKind.Unit,
        TokenKind.Reference => DifferenceKind.Reference,
        _ => DifferenceKind.Quantity,
    };

    private static IEnumerable<Finding> Amounts(Token a, Token b)
    {
        if (a.Value != b.Value) yield return new Finding(DifferenceKind.Amount, [a], [b]);
        if (a.Unit != b.Unit) yield return new Finding(DifferenceKind.Unit, [a], [b]);
    }

    private static IEnumerable<Finding> Durations(Token a, Token b)
    {
        if (a.Unit == b.Unit) return [new Finding(DifferenceKind.Duration, [a], [b])];
        if (a.Unit == "bd" || b.Unit == "bd")
        {
            // 15 working days and 15 days: the same figure of another kind of day.
            if (a.Value == b.Value) return [new Finding(DifferenceKind.Unit, [a], [b])];
            return DaysOf(a) is null || DaysOf(b) is null
                ? [new Finding(DifferenceKind.Duration, [a], [b])]
                : [new Finding(DifferenceKind.Duration, [a], [b]), new Finding(DifferenceKind.Unit, [a], [b])];
        }

        var (months, days) = a.Unit == "m" ? (a, b) : b.Unit == "m" ? (b, a) : (null, null);
        if (months is not null && days!.Unit == "d")
        {
            // 民法典 201: a month runs to the corresponding day, which is 28 to 31 days on.
            return days.Value >= months.Value * 28m && days.Value <= months.Value * 31m
                ? [Finding.Advisory(DifferenceKind.Duration, a, b, "days-months")]
                : [new Finding(DifferenceKind.Duration, [a], [b])];
        }

        return DurationReader.InDays(a) == DurationReader.InDays(b)
            ? [Finding.Advisory(DifferenceKind.Duration, a, b, "hours-days")]
            : [new Finding(DifferenceKind.Duration, [a], [b])];
    }

    private static decimal? DaysOf(Token token) => token.Unit is "d" or "bd" ? token.Value : null;

    private static IEnumerable<Finding> Quantities(Token a, Token b)
    {
        if (a.Value != b.Value) yield return new Finding(DifferenceKind.Quantity, [a], [b]);
        else if (a.Unit.Length > 0 && b.Unit.Length > 0 && a.Unit != b.Unit) yield return new Finding(DifferenceKind.Unit, [a], [b]);
    }

    private static IEnumerable<Finding> References(Token a, Token b, Func<Token, string?> references)
    {
        if (references(a) == b.Key) yield return new Finding(DifferenceKind.Numbering, [a], [b]) { Note = "follows" };
        else yield return new Finding(DifferenceKind.Reference, [a], [b]);
    }
}
