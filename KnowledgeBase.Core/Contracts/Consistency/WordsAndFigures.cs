using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Alignment;

namespace KnowledgeBase.Core.Contracts.Consistency;

/// <summary>An amount that stands beside itself in words, and is another there: 肆仟伍佰元整（￥1500元）, thirty (20) days.</summary>
internal static class WordsAndFigures
{
    private const int Nearest = 8;

    public static IEnumerable<ContractWarning> Check(IReadOnlyList<AlignedUnit> units, string side)
    {
        foreach (var unit in units)
        {
            var tokens = unit.Canonical.Tokens;
            for (var i = 0; i < tokens.Count; i++)
            {
                if (!tokens[i].IsValue) continue;
                var next = Enumerable.Range(i + 1, Math.Max(0, Math.Min(Nearest, tokens.Count - i - 1))).FirstOrDefault(j => tokens[j].IsValue, -1);
                if (next < 0 || !IsSaidAgain(unit.Canonical, tokens[i], tokens[next]) || tokens[i].Value == tokens[next].Value) continue;
                var (words, figures) = IsInWords(unit.Canonical, tokens[i]) ? (tokens[i], tokens[next]) : (tokens[next], tokens[i]);
                yield return new ContractWarning
                {
                    Type = ContractWarnings.WordsFigures,
                    Side = side,
                    Unit = unit.Clause.Id,
                    Text = unit.Canonical.WordsOf(tokens[i], tokens[next]),
                    Expected = unit.Canonical.WordsOf(words, words),
                    Found = unit.Canonical.WordsOf(figures, figures),
                    Range = unit.Canonical.RangeOf(tokens[i], tokens[next]).Shift(unit.Clause.Range.Start),
                };
            }
        }
    }

    /// <summary>One in words and one in figures, with nothing between but a bracket and 大写 or 小写.</summary>
    private static bool IsSaidAgain(CanonicalClause clause, Token a, Token b)
    {
        if (IsInWords(clause, a) == IsInWords(clause, b)) return false;
        var between = clause.Normal.Text[a.End..b.Start];
        foreach (var filler in new[] { "人民币", "大写", "小写", "即", "金额", "为", "整", "元", "rmb", "usd", "in words", "in figures", ":", "(", ")", ",", " ", "¥" }) between = between.Replace(filler, "", StringComparison.Ordinal);
        if (between.Length > 0) return false;
        // "三十日（2026年" is no repetition: both must be of one kind, or the second a bare number in brackets.
        return (a.Kind == TokenKind.Amount && b.Kind == TokenKind.Amount)
            || (clause.Normal.Text[a.End..b.Start].Trim() is "(" && (a.Kind == b.Kind || a.Kind == TokenKind.Quantity && b.Kind == TokenKind.Quantity)
                && b.End < clause.Normal.Text.Length && clause.Normal.Text[b.End] == ')' && a.Kind is TokenKind.Quantity or TokenKind.Percent or TokenKind.Duration);
    }

    private static bool IsInWords(CanonicalClause clause, Token token) => !clause.SurfaceOf(token).Any(char.IsAsciiDigit);
}
