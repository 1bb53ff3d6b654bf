using System.Text.RegularExpressions;
using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Alignment;
using KnowledgeBase.Core.Contracts.Differences;
using KnowledgeBase.Core.Documents;

#pragma warning disable MA0009 // No repetition.

namespace KnowledgeBase.Core.Contracts.Tables;

/// <summary>Compares two rows cell by cell; a column's name tells what its figures are.</summary>
internal static partial class RowComparer
{
    public static IReadOnlyList<Difference> Compare(AlignedUnit a, AlignedUnit b, Lexicon lexicon)
    {
        var (x, y) = (Cells(a), Cells(b));
        var differences = new List<Difference>();
        foreach (var (i, j) in Columns(a, b, x.Count, y.Count))
        {
            var (from, to) = (x[i], y[j]);
            var (left, right) = (new CanonicalClause(from.Text, lexicon), new CanonicalClause(to.Text, lexicon));
            if (left.ExactKey == right.ExactKey) continue;
            var name = NameOf(a, i) ?? NameOf(b, j) ?? "";
            foreach (var kind in KindsOf(left, right, name, i == 0, IsTotal(a)))
            {
                differences.Add(new Difference
                {
                    Kind = kind,
                    From = from.Text,
                    To = to.Text,
                    Severity = Finding.DefaultSeverity(kind),
                    RangeA = from.Range,
                    RangeB = to.Range,
                    Note = name.Length > 0 ? name : null,
                });
            }
        }

        return differences;
    }

    private static List<DifferenceKind> KindsOf(CanonicalClause a, CanonicalClause b, string column, bool isFirst, bool isTotal)
    {
        if (a.CanonicalKey == b.CanonicalKey) return [DifferenceKind.Notation];
        if (RunningNumber().IsMatch(column) || (isFirst && IsInteger(a) && IsInteger(b))) return [DifferenceKind.Numbering];
        if (a.ExactKey.Length == 0) return [DifferenceKind.Added];
        if (b.ExactKey.Length == 0) return [DifferenceKind.Removed];
        if (IsNumber(a) && IsNumber(b))
        {
            if (a.Content[0].Value == b.Content[0].Value) return [a.Content[0].Kind == b.Content[0].Kind ? DifferenceKind.Unit : DifferenceKind.Notation];
            return [Share().IsMatch(column) ? DifferenceKind.Percent
                : Money().IsMatch(column) || isTotal || a.Content[0].Kind == TokenKind.Amount ? DifferenceKind.Amount
                : ValueRules.KindOf(a.Content[0].Kind)];
        }

        var kinds = ClauseComparer.Compare(a, b, _ => null).Findings.Where(finding => finding.Severity >= Severity.Medium).Select(finding => finding.Kind).Distinct().ToList();
        return kinds.Count > 0 ? kinds : [DifferenceKind.Paraphrase];
    }

    private static List<(string Text, TextRange Range)> Cells(AlignedUnit row)
    {
        var cells = row.Clause.Cells ?? [row.Clause.Text];
        var list = new List<(string, TextRange)>();
        var at = 0;
        foreach (var cell in cells)
        {
            var place = row.Clause.Text.IndexOf(cell, at, StringComparison.Ordinal);
            if (place < 0) place = at;
            var length = Math.Min(cell.Length, row.Clause.Text.Length - place);
            list.Add((cell, new TextRange(row.Clause.Range.Start + place, length)));
            at = Math.Min(row.Clause.Text.Length, place + length);
        }

        return list;
    }

    /// <summary>Which cell stands in which column: by the columns' names where both tables have them, else by place.</summary>
    private static IEnumerable<(int A, int B)> Columns(AlignedUnit a, AlignedUnit b, int countA, int countB)
    {
        var (x, y) = (a.Clause.Columns, b.Clause.Columns);
        if (x is null || y is null || x.Count != countA || y.Count != countB) return Enumerable.Range(0, Math.Min(countA, countB)).Select(i => (i, i));
        var names = y.Select(name => NormalText.Of(name).Text).ToList();
        return x.Select((name, i) => (i, names.IndexOf(NormalText.Of(name).Text))).Where(pair => pair.Item2 >= 0);
    }

    private static string? NameOf(AlignedUnit row, int column) => row.Clause.Columns is { } names && column < names.Count ? names[column] : null;

    private static bool IsTotal(AlignedUnit row) => (row.Clause.Cells ?? []).Any(cell => Total().IsMatch(cell));

    private static bool IsInteger(CanonicalClause cell) => cell.Content is [{ Kind: TokenKind.Quantity } one] && one.Value == decimal.Truncate(one.Value) && one.Value < 1000;

    private static bool IsNumber(CanonicalClause cell) => cell.Content is [{ Kind: TokenKind.Quantity or TokenKind.Amount or TokenKind.Percent }];

    [GeneratedRegex(@"^\s*(?:序号|编号|项次|行号|no\.?|#|item)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex RunningNumber();

    [GeneratedRegex("价|额|费|款|元|金|price|amount|total|fee|cost|sum|charge|rate card|usd|eur|gbp", RegexOptions.IgnoreCase)]
    private static partial Regex Money();

    [GeneratedRegex("率|比例|占比|%|percent|rate$|share", RegexOptions.IgnoreCase)]
    private static partial Regex Share();

    [GeneratedRegex("合计|总计|小计|共计|^total|subtotal", RegexOptions.IgnoreCase)]
    private static partial Regex Total();
}
