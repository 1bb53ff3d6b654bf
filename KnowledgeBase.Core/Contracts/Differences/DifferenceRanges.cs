using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>Gives findings their words and their places, and names what is mere notation.</summary>
internal static class DifferenceRanges
{
    /// <param name="offsetA">Where the first text begins in its document; 0 when it stands alone.</param>
    public static List<Difference> Of(CanonicalClause a, CanonicalClause b, ClauseVerdict verdict, int offsetA, int offsetB)
    {
        var list = verdict.Findings.Select(finding => new Difference
        {
            Kind = finding.Kind,
            Severity = finding.Severity,
            Note = finding.Note,
            From = Words(a, finding.A),
            To = Words(b, finding.B),
            RangeA = Range(a, finding.A, offsetA),
            RangeB = Range(b, finding.B, offsetB),
        }).OrderBy(item => item.RangeB is { } there ? there.Start - offsetB : item.RangeA is { } here ? here.Start - offsetA : 0).ToList();
        if (verdict.Relation == ClauseRelation.Paraphrase) list.Add(Whole(DifferenceKind.Paraphrase, a, b, offsetA, offsetB));
        if (verdict.Relation is not (ClauseRelation.Equal or ClauseRelation.Modified)) return list;
        list.AddRange(Notation(a, b, offsetA, offsetB).Where(item => !list.Exists(other => Overlaps(other.RangeA, item.RangeA) && Overlaps(other.RangeB, item.RangeB))));
        return list;
    }

    /// <summary>The steps between two texts; format when figures, words and order stay the same.</summary>
    public static List<TextEdit> Edits(CanonicalClause a, CanonicalClause b, int offsetA, int offsetB)
    {
        var steps = new List<TextEdit>();
        foreach (var (x, y, format) in Steps(a, b)) steps.Add(new TextEdit(Place(a, x.From, x.To, offsetA), Place(b, y.From, y.To, offsetB), format));
        return steps;
    }

    private static IEnumerable<Difference> Notation(CanonicalClause a, CanonicalClause b, int offsetA, int offsetB)
    {
        foreach (var (x, y, format) in Steps(a, b))
        {
            if (!format) continue;
            var tokens = a.Tokens.Skip(x.From).Take(x.To - x.From).Concat(b.Tokens.Skip(y.From).Take(y.To - y.From));
            var (from, to) = (Place(a, x.From, x.To, offsetA), Place(b, y.From, y.To, offsetB));
            yield return new Difference
            {
                Kind = tokens.All(token => token.Kind is TokenKind.Punctuation or TokenKind.Empty) ? DifferenceKind.Punctuation : DifferenceKind.Notation,
                Severity = Severity.Format,
                From = a.Normal.Original.Substring(from.Start - offsetA, from.Length),
                To = b.Normal.Original.Substring(to.Start - offsetB, to.Length),
                RangeA = from.Length == 0 ? null : from,
                RangeB = to.Length == 0 ? null : to,
            };
        }
    }

    private static IEnumerable<((int From, int To) A, (int From, int To) B, bool Format)> Steps(CanonicalClause a, CanonicalClause b)
    {
        var diff = TokenDiff.Of(a.Tokens, b.Tokens);
        var (i, j) = (0, 0);
        foreach (var (x, y) in diff.Matches.Append((a.Tokens.Count, b.Tokens.Count)))
        {
            if (x > i || y > j)
            {
                var format = a.Tokens.Skip(i).Take(x - i).Concat(b.Tokens.Skip(j).Take(y - j)).All(token => token.Kind is TokenKind.Punctuation or TokenKind.Empty);
                yield return ((i, x), (j, y), format);
            }

            if (x < a.Tokens.Count && y < b.Tokens.Count && Raw(a, x) != Raw(b, y)) yield return ((x, x + 1), (y, y + 1), true);
            (i, j) = (x + 1, y + 1);
        }
    }

    private static string Raw(CanonicalClause clause, int at) => clause.WordsOf(clause.Tokens[at], clause.Tokens[at]);

    private static TextRange Place(CanonicalClause clause, int from, int to, int offset)
    {
        if (from < to) return clause.RangeOf(clause.Tokens[from], clause.Tokens[to - 1]).Shift(offset);
        var at = from < clause.Tokens.Count ? clause.RangeOf(clause.Tokens[from], clause.Tokens[from]).Start : clause.Normal.Original.Length;
        return new TextRange(at + offset, 0);
    }

    private static Difference Whole(DifferenceKind kind, CanonicalClause a, CanonicalClause b, int offsetA, int offsetB) => new()
    {
        Kind = kind,
        Severity = Severity.Info,
        From = a.Normal.Original,
        To = b.Normal.Original,
        RangeA = new TextRange(offsetA, a.Normal.Original.Length),
        RangeB = new TextRange(offsetB, b.Normal.Original.Length),
    };

    private static string Words(CanonicalClause clause, IReadOnlyList<Token> tokens) => tokens.Count == 0 ? "" : clause.WordsOf(tokens[0], tokens[^1]);

    private static TextRange? Range(CanonicalClause clause, IReadOnlyList<Token> tokens, int offset) =>
        tokens.Count == 0 ? null : clause.RangeOf(tokens[0], tokens[^1]).Shift(offset);

    private static bool Overlaps(TextRange? x, TextRange? y) => x is { } one && y is { } other ? one.Start < other.End && other.Start < one.End : x is null && y is null;
}
