namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Decides whether a line goes on with the paragraph before it.</summary>
internal static class ParagraphJoining
{
    // A line that ends so is not at its end, whatever the next one looks like.
    private static readonly string[] Connecting = ["and", "or", "to", "of", "the", "in", "with", "by", "及", "和", "或", "与"];

    // After these the number at the beginning of the next line is a reference and no label.
    private static readonly string[] Referring =
        ["第", "至", "及", "和", "或", "与", "、", "按照", "依照", "根据", "按", "依", "本条", "前款", "（", "(", "《", "“",
         "Section", "Sections", "Clause", "Clauses", "Article", "Articles", "Paragraph", "Schedule", "Exhibit", "Annex", "Appendix", "clause", "clauses", "section", "sections", "paragraph", "paragraphs"];

    /// <param name="paragraph">Its lines so far.</param>
    /// <param name="pitch">Usual distance of baselines on the page, in points.</param>
    public static bool Joins(IReadOnlyList<TextLine> paragraph, TextLine next, float pitch)
    {
        var last = paragraph[^1];
        if (last.Turn != next.Turn || Math.Abs(last.Size - next.Size) > 0.12f * Math.Max(last.Size, next.Size)) return false;
        var below = next.Page == last.Page && next.Baseline > last.Baseline + 0.5f && Overlaps(last, next);
        var labelled = ClauseLabels.TrySplit(next.Text, out _, out _);
        if (below)
        {
            var step = next.Baseline - last.Baseline;
            if (step > 2.6f * last.Size || step > 1.35f * pitch + 0.5f) return false;
        }

        if (!IsFull(last, next) && !(!labelled && IsNearlyFull(last) && Ends(last.Text, Connecting))) return false;
        if (labelled) return Refers(last.Text);
        if (last.Bold != next.Bold && paragraph.All(line => line.Bold) != next.Bold && (paragraph.Count == 1 || next.Bold) && TextCleaning.EndsSentence(last.Text)) return false;
        if (!below) return !TextCleaning.EndsSentence(last.Text) || !IsIndented(next);
        return !BreaksByIndent(paragraph, next);
    }

    private static bool Refers(string text) => Ends(text, Referring)
        || (Ends(text, ["and", "or", "to", "through"]) && text[..text.LastIndexOf(' ')].TrimEnd() is [.., var before] && (char.IsDigit(before) || before == ')'));

    private static bool Ends(string text, string[] words) => words.Any(word => text.EndsWith(word, StringComparison.Ordinal)
        && (!char.IsAsciiLetter(word[0]) || (text.Length > word.Length && text[^(word.Length + 1)] == ' ')));

    /// <summary>What comes next would not have fitted into the line.</summary>
    private static bool IsFull(TextLine line, TextLine next)
    {
        var space = TextCleaning.IsCjk(line.Text[^1]) && TextCleaning.IsCjk(next.Text[0]) ? 0 : 0.2f * line.Size;
        return line.Right + space + next.FirstWordWidth > line.Column.Right - ((line.Confidence > 0 ? 1.5f : 0.35f) * line.Size);
    }

    private static bool IsNearlyFull(TextLine line) => line.Right - line.Column.Left > 0.75f * (line.Column.Right - line.Column.Left);

    private static bool IsIndented(TextLine line) => line.Left > line.Column.Left + (0.9f * line.Size);

    /// <summary>A first line set in, or one set out from those before it, after a sentence that ended.</summary>
    private static bool BreaksByIndent(IReadOnlyList<TextLine> paragraph, TextLine next)
    {
        var last = paragraph[^1];
        var size = last.Size;
        var ended = TextCleaning.EndsSentence(last.Text);
        if (paragraph.Count == 1)
        {
            // After the first line: set in under its text (hanging), or back at the column's edge.
            if (next.Left > last.Left + (0.9f * size)) return ended && Math.Abs(next.Left - last.TextLeft) > 0.6f * size;
            return false;
        }

        var margin = paragraph[1].Left;
        if (next.Left > margin + (0.9f * size)) return ended;
        return next.Left < margin - (0.9f * size) && ended;
    }

    private static bool Overlaps(TextLine above, TextLine below) => Math.Min(above.Right, below.Right) > Math.Max(above.Left, below.Left);
}
