using System.Text.RegularExpressions;
using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Alignment;

#pragma warning disable MA0009 // Anchored at the end, bounded.

namespace KnowledgeBase.Core.Contracts.Consistency;

/// <summary>References that were left behind when clauses were renumbered, and those that lead nowhere.</summary>
internal static partial class ReferenceCheck
{
    private const int FewestNumbered = 4;

    /// <summary>A reference that reads the same in both contracts although the clause that it named has another number now.</summary>
    public static IEnumerable<ContractWarning> Stale(Pairing pairing)
    {
        foreach (var unit in pairing.B)
        {
            if (unit.Partner is null && unit.PartOf is null) continue;
            var before = References((unit.PartOf ?? unit).Partner!).Select(token => token.Key).ToHashSet(StringComparer.Ordinal);
            foreach (var token in References(unit))
            {
                if (!before.Contains(token.Key)) continue;
                var meant = pairing.References.Target(token, isA: true);
                var now = pairing.References.Target(token, isA: false);
                if (meant is null || now is null || meant.Partner == now || now.Partner == meant) continue;
                yield return Warning(ContractWarnings.StaleReference, unit, token, "b", Named(meant), Named(now));
            }
        }
    }

    public static IEnumerable<ContractWarning> Dangling(Pairing pairing, bool isA)
    {
        if (pairing.References.Count(isA) < FewestNumbered) yield break;
        foreach (var unit in isA ? pairing.A : pairing.B)
        {
            foreach (var token in References(unit))
            {
                if (pairing.References.Target(token, isA) is not null || !CanBeTold(token, isA ? pairing.A : pairing.B)) continue;
                yield return Warning(ContractWarnings.DanglingReference, unit, token, isA ? "a" : "b", "", "");
            }
        }
    }

    /// <summary>References to clauses of this contract: not to a law's articles, and not to annexes, which may be elsewhere.</summary>
    private static IEnumerable<Token> References(AlignedUnit unit) =>
        unit.Clause.Outside ? [] : unit.Canonical.Tokens.Where(token => token.Kind == TokenKind.Reference && token.Unit == "clause" && !IsElsewhere(unit.Canonical.Normal.Text, token));

    private static bool IsElsewhere(string text, Token token)
    {
        if (Law().IsMatch(text[..token.Start])) return true;
        var after = text[token.End..Math.Min(text.Length, token.End + 60)];
        return OfTheLaw().IsMatch(after);
    }

    // 3.1(a)(ii) may be named although only 3.1 is numbered through; a number with more points than any label cannot be told.
    private static bool CanBeTold(Token token, IReadOnlyList<AlignedUnit> units)
    {
        var number = token.Key[(token.Key.LastIndexOf(':') + 1)..];
        if (number.Contains('(') || !number.All(c => char.IsDigit(c) || c == '.')) return false;
        return number.Contains('.') ? units.Any(unit => unit.Clause.Label.Contains('.') && unit.Clause.Label.TrimEnd('.').Contains('.')) : true;
    }

    private static string Named(AlignedUnit unit) => unit.Clause.Text.Length <= 40 ? unit.Clause.Text : unit.Clause.Text[..40];

    private static ContractWarning Warning(string type, AlignedUnit unit, Token token, string side, string expected, string found) => new()
    {
        Type = type,
        Text = unit.Canonical.WordsOf(token, token),
        Side = side,
        Unit = unit.Clause.Id,
        Expected = expected,
        Found = found,
        Range = unit.Canonical.RangeOf(token, token).Shift(unit.Clause.Range.Start),
    };

    [GeneratedRegex("(?:法|法典|条例|办法|规定|解释|细则|准则|公约|章程|协议书|主合同|\")(?:\\([^)]{0,20}\\))?(?:的)?(?:第[^,。;]{1,12}[、和及])?$|(?:act|code|regulations?|convention|rules),? $")]
    private static partial Regex Law();

    [GeneratedRegex("^(?:\\([^)]{1,6}\\))* (?:of|under) (?:the |that )?(?:[a-z]+ ){0,6}?(?:act|code|regulations?|convention|rules|law|gdpr|constitution)\\b")]
    private static partial Regex OfTheLaw();
}
