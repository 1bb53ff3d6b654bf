using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Contracts.Segmentation;

/// <summary>
/// Under which numbers the reader stands. Contracts nest 一、（一）1.（1） as well as 1. 1.1 (a): below the article a
/// level is a kind of number in the order in which it was opened, not a place in a fixed order.
/// </summary>
internal sealed class ClauseStack
{
    private readonly List<Entry> _entries = [];

    private sealed record Entry(Rank Rank, int Style, string Label, string Id);

    private enum Rank
    {
        Part,
        Chapter,
        Section,
        Annex,
        Article,
        EnglishSection,
        Decimal,
        Other,
    }

    /// <summary>The clause that what follows stands under; null before the first.</summary>
    public string? Current => _entries.Count == 0 ? null : _entries[^1].Id;

    /// <summary>
    /// How a clause here is cited. Chapters do not count, since articles are numbered through them, and 4.2 or Section
    /// 4.02 needs nothing before it but the annex.
    /// </summary>
    public string Path
    {
        get
        {
            var complete = _entries.FindLastIndex(entry => entry.Rank is Rank.Decimal or Rank.EnglishSection);
            var cited = _entries.Where((entry, index) => entry.Rank == Rank.Annex || (entry.Rank > Rank.Annex && index >= complete)).Select(entry => entry.Label).ToList();
            return cited.Count switch
            {
                0 => _entries.Count == 0 ? "" : _entries[^1].Label,
                1 => cited[0],
                _ => cited.Select(Bare).Aggregate((all, next) => NeedsSpace(all[^1], next[0]) ? $"{all} {next}" : all + next),
            };
        }
    }

    /// <summary>Opens a numbered clause and gives the id of the clause that it stands under.</summary>
    public string? Enter(ClauseLabelKind kind, string label, string id)
    {
        label = label.Trim();
        var rank = RankOf(kind, label);
        var style = StyleOf(kind, label);
        switch (rank)
        {
            case <= Rank.EnglishSection:
                _entries.RemoveAll(entry => entry.Rank >= rank);
                break;
            case Rank.Decimal:
                // 4.2.1 names its parents itself: what is not among them ends.
                _entries.RemoveAll(entry => entry.Rank > Rank.EnglishSection && !label.StartsWith(Bare(entry.Label) + ".", StringComparison.Ordinal));
                break;
            default:
                var same = _entries.FindIndex(entry => entry.Rank == Rank.Other && entry.Style == style);
                if (same >= 0) _entries.RemoveRange(same, _entries.Count - same);
                break;
        }

        var parent = Current;
        _entries.Add(new Entry(rank, style, label, id));
        return parent;
    }

    /// <summary>Ends the list that the reader was in: an unnumbered paragraph belongs to the article, not to its last item.</summary>
    public void LeaveList() => _entries.RemoveAll(entry => entry.Rank == Rank.Other && entry.Style >= ItemStyles);

    public void LeaveAll() => _entries.Clear();

    private const int ItemStyles = 20;

    private static Rank RankOf(ClauseLabelKind kind, string label) => kind switch
    {
        ClauseLabelKind.Part => Rank.Part,
        ClauseLabelKind.Chapter => Rank.Chapter,
        ClauseLabelKind.Section => Rank.Section,
        ClauseLabelKind.Annex => Rank.Annex,
        ClauseLabelKind.Article => label.StartsWith("sec", StringComparison.OrdinalIgnoreCase) || label[0] == '§' ? Rank.EnglishSection : Rank.Article,
        ClauseLabelKind.DecimalNumber => Rank.Decimal,
        _ => Rank.Other,
    };

    // (a), (i) and (A) are levels of their own. (i) after (h) is taken for a deeper level, which only its path shows.
    private static int StyleOf(ClauseLabelKind kind, string label)
    {
        if (kind < ClauseLabelKind.NumberInParentheses && kind != ClauseLabelKind.ChineseNumberInParentheses) return (int)kind;
        var inner = label.Trim('(', ')', '（', '）', '.', ' ');
        var style = ItemStyles + (3 * (int)kind);
        if (kind != ClauseLabelKind.Letter || inner.Length == 0) return style;
        return style + (inner.All(c => "ivx".Contains(c)) && inner is not ("v" or "x") ? 1 : char.IsUpper(inner[0]) ? 2 : 0);
    }

    private static string Bare(string label) => label.TrimEnd('.', '．', ' ', ':', '：') is { Length: > 0 } bare ? bare : label;

    private static bool NeedsSpace(char last, char next) => char.IsAsciiLetterOrDigit(last) && char.IsAsciiLetterOrDigit(next);
}
