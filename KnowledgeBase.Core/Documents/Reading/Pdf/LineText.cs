using System.Text;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Puts the characters of a line together, with spaces where a reader sees them.</summary>
internal static class LineText
{
    public static string Of(IReadOnlyList<Glyph> glyphs)
    {
        var spread = IsLetterSpaced(glyphs);
        var text = new StringBuilder(glyphs.Count + 8);
        for (var i = 0; i < glyphs.Count; i++)
        {
            if (i > 0 && IsSpaced(glyphs[i - 1], glyphs[i], spread)) text.Append(' ');
            text.Append(glyphs[i].Char);
        }

        return TextCleaning.OneLine(text.ToString());
    }

    public static float FirstWordWidth(IReadOnlyList<Glyph> glyphs)
    {
        var end = 1;
        var han = TextCleaning.IsCjk(glyphs[0].Char);
        while (end < glyphs.Count && end < 40 && !IsSpaced(glyphs[end - 1], glyphs[end], false))
        {
            var next = glyphs[end].Char;
            if (han ? !ClosesLine(next) : TextCleaning.IsCjk(next) && !ClosesLine(next)) break;
            end++;
        }

        return glyphs[end - 1].Right - glyphs[0].Left;
    }

    /// <summary>White space between two neighbours, in points; 0 within a ligature.</summary>
    public static float Gap(Glyph before, Glyph after) => before.Left == after.Left && before.Right == after.Right ? 0 : after.Left - before.Right;

    private static bool IsSpaced(Glyph before, Glyph after, bool spread)
    {
        var gap = Gap(before, after);
        var size = Math.Max(before.Size, after.Size);
        if (TextCleaning.IsCjk(before.Char) && TextCleaning.IsCjk(after.Char))
        {
            // Han characters are set apart to fill a line, and a title for its looks: only a gap that separates counts.
            return !spread && gap > (after.Confidence > 0 ? 1.3f : after.AfterSpace ? 0.3f : 0.85f) * size;
        }

        if (after.AfterSpace) return gap > 0.02f * size || gap < -0.5f * size || !IsPunctuation(after.Char);
        return gap > (TextCleaning.IsCjk(before.Char) || TextCleaning.IsCjk(after.Char) ? 0.6f : 0.19f) * size || gap < -2 * size;
    }

    private static bool IsPunctuation(char c) => c is '.' or ',' or ';' or ':' or ')' or ']' or '!' or '?';

    /// <summary>May not stand at the beginning of a line, so that it stays with what is before it.</summary>
    private static bool ClosesLine(char c) => "，。、；：？！）】」』》〉”’…％%".Contains(c, StringComparison.Ordinal);

    /// <summary>A title such as 合　同　书: nearly every character stands alone.</summary>
    private static bool IsLetterSpaced(IReadOnlyList<Glyph> glyphs)
    {
        if (glyphs.Count is < 2 or > 40) return false;
        int apart = 0, han = 0;
        for (var i = 0; i < glyphs.Count; i++)
        {
            if (TextCleaning.IsCjk(glyphs[i].Char)) han++;
            if (i > 0 && Gap(glyphs[i - 1], glyphs[i]) > 0.25f * glyphs[i].Size) apart++;
        }

        return han == glyphs.Count && apart == glyphs.Count - 1;
    }
}
