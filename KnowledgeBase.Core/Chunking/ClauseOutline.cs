using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Chunking;

/// <summary>Knows, while the blocks of a document go by, under which headings and in which clause the reader stands.</summary>
internal sealed class ClauseOutline
{
    private const int LongestHeading = 80;
    private readonly List<(int Level, string Line)> _headings = [];
    private readonly List<(ClauseLabelKind Kind, string Label)> _labels = [];

    /// <summary>Headings above a block, outermost first. A heading ends those of its own level: they are beside it.</summary>
    public IReadOnlyList<string> HeadingsAbove(DocumentBlock block) =>
        [.. _headings.Where(heading => block.Kind != BlockKind.Heading || heading.Level < block.HeadingLevel).Select(heading => heading.Line)];

    /// <summary>
    /// The clause as it is cited: "第七条（二）", "4.2 (a)". Chapters do not count, since articles are numbered through;
    /// an annex does, since it begins again at one.
    /// </summary>
    public string? Label
    {
        get
        {
            if (_labels.Count == 0) return null;
            var cited = _labels.Where(item => item.Kind >= ClauseLabelKind.Annex).Select(item => item.Label).ToList();
            return cited.Count switch
            {
                0 => _labels[^1].Label,
                1 => cited[0],
                _ => cited.Select(Bare).Aggregate((all, next) => NeedsSpace(all[^1], next[0]) ? $"{all} {next}" : all + next),
            };
        }
    }

    /// <summary>Whether a block begins a clause of its own, rather than going on with the one before it.</summary>
    public bool StartsClause(DocumentBlock block)
    {
        if (block.Kind == BlockKind.Heading) return true;
        var kind = ClauseLabels.KindOf(block.Label);
        return kind switch
        {
            ClauseLabelKind.None => false,
            <= ClauseLabelKind.ChineseNumber or ClauseLabelKind.DecimalNumber => true,
            _ => !_labels.Exists(item => item.Kind < kind && item.Kind >= ClauseLabelKind.Annex),
        };
    }

    /// <summary>Goes on to a block; the path then holds the headings above what follows it.</summary>
    public void Enter(DocumentBlock block)
    {
        var kind = ClauseLabels.KindOf(block.Label);
        if (block.Kind == BlockKind.Heading)
        {
            _headings.RemoveAll(heading => heading.Level >= block.HeadingLevel);
            _headings.Add((block.HeadingLevel, block.Line.Length <= LongestHeading ? block.Line : block.Line[..LongestHeading].TrimEnd()));
            if (kind == ClauseLabelKind.None) _labels.Clear();
        }

        if (kind == ClauseLabelKind.None) return;
        // What is of the same kind, or further in, ends here. A decimal number names its parents itself.
        var end = _labels.FindIndex(item => item.Kind >= kind);
        if (end >= 0) _labels.RemoveRange(end, _labels.Count - end);
        if (kind == ClauseLabelKind.DecimalNumber) _labels.RemoveAll(item => item.Kind > ClauseLabelKind.Annex);
        _labels.Add((kind, block.Label!.Trim()));
    }

    private static string Bare(string label) => label.TrimEnd('、', '.', '．', ' ') is { Length: > 0 } bare ? bare : label;

    private static bool NeedsSpace(char last, char next) => next < 128 && (char.IsLetterOrDigit(last) || last == ')');
}
