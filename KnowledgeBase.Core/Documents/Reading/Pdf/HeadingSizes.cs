namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Tells headings by their font: larger than most of the document's text, or bold where that is not.</summary>
internal sealed class HeadingSizes
{
    private const int LongestHeading = 90;
    private readonly float _body;
    private readonly bool _bodyBold;
    private readonly List<float> _larger;

    public HeadingSizes(IEnumerable<TextLine> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
        {
            _larger = [];
            return;
        }

        _body = all.GroupBy(line => MathF.Round(line.Size * 2) / 2).MaxBy(group => group.Sum(line => line.Text.Length))!.Key;
        _bodyBold = all.Where(line => line.Bold).Sum(line => line.Text.Length) * 2 > all.Sum(line => line.Text.Length);
        _larger = [.. all.Where(line => line.Size > 1.12f * _body && line.Text.Length < LongestHeading).Select(line => MathF.Round(line.Size)).Distinct().OrderDescending()];
    }

    /// <summary>1 to 5 for a heading that has no number of its own, otherwise 0.</summary>
    public int LevelOf(IReadOnlyList<TextLine> paragraph, string text)
    {
        if (paragraph.Count > 3 || text.Length > (TextCleaning.IsCjk(text[0]) ? LongestHeading / 2 : LongestHeading)) return 0;
        if (TextCleaning.EndsSentence(text) || !text.Any(char.IsLetter) || ClauseLabels.TrySplit(text, out _, out _)) return 0;
        var size = paragraph.Max(line => line.Size);
        if (size > 1.12f * _body && text.Length > 1) return Math.Min(3, _larger.IndexOf(MathF.Round(size)) + 1);
        return !_bodyBold && paragraph.All(line => line.Bold) && text.Length is > 1 and < 60 && !text.Contains('：', StringComparison.Ordinal) ? 5 : 0;
    }
}
