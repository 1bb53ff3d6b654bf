using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Core.Documents.Reading.Pdf.Poppler;

/// <summary>A word as pdftotext gives it: what it says and the box around it, in points from the top left of the page as it is shown.</summary>
internal sealed partial record PopplerWord(string Text, float Left, float Top, float Right, float Bottom)
{
    public float Width => Right - Left;

    public float Height => Bottom - Top;

    /// <summary>Letters above each other: it runs along the side of the page.</summary>
    public bool IsSideways => Text.Length > 2 && Height > 2.2f * Width;

    /// <summary>Stands above or below a word that runs along the side, as one of the same line.</summary>
    public bool GoesOn(PopplerWord sideways) =>
        Math.Abs(Left - sideways.Left) < 0.2f * Width && Math.Abs(Right - sideways.Right) < 0.2f * Width && Math.Max(Top, sideways.Top) - Math.Min(Bottom, sideways.Bottom) < sideways.Width;

    /// <summary>Han characters are as wide as their font is large, so that these words tell its size.</summary>
    public bool TellsSize => !IsSideways && Text.All(c => c is >= '\u4E00' and <= '\u9FFF');

    /// <summary>The word on a line of the output of <c>pdftotext -bbox</c>; null for any other line.</summary>
    public static PopplerWord? Of(string line)
    {
        if (Pattern().Match(line) is not { Success: true } match) return null;
        var text = new StringBuilder();
        foreach (var rune in WebUtility.HtmlDecode(match.Groups["text"].Value).EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune)) text.Append(GlyphText.Of((uint)rune.Value));
        }

        return text.Length == 0 ? null : new PopplerWord(text.ToString(), Number("left"), Number("top"), Number("right"), Number("bottom"));

        float Number(string name) => float.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Its characters, each as wide as one like it usually is.</summary>
    /// <param name="size">Font size in points.</param>
    /// <param name="spaced">White space stands before it.</param>
    /// <param name="turn">0, or 1 and 3 for words that run upwards and downwards.</param>
    public IEnumerable<Glyph> Glyphs(float size, bool spaced, byte turn, float pageWidth, float pageHeight)
    {
        // Boxes reach from the font's ascent to its descent, of which the descent is about a fifth.
        var (from, length, baseline) = turn switch
        {
            1 => (pageHeight - Bottom, Height, Right - (0.24f * Width)),
            3 => (Top, Height, pageWidth - Left - (0.24f * Width)),
            _ => (Left, Width, Bottom - (0.24f * Height)),
        };
        var unit = length / Math.Max(0.1f, Text.Sum(Share));
        foreach (var c in Text)
        {
            var width = unit * Share(c);
            yield return new Glyph(c, from, from + width, baseline, size, turn, false, false, spaced);
            from += width;
            spaced = false;
        }
    }

    private static float Share(char c) => c switch
    {
        _ when TextCleaning.IsCjk(c) => 1,
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' => 0.28f,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' or '/' => 0.34f,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.85f,
        _ => char.IsUpper(c) ? 0.68f : 0.54f,
    };

    [GeneratedRegex(
        "^\\s*<word xMin=\"(?<left>-?[\\d.]{1,16})\" yMin=\"(?<top>-?[\\d.]{1,16})\" xMax=\"(?<right>-?[\\d.]{1,16})\" yMax=\"(?<bottom>-?[\\d.]{1,16})\">(?<text>.*)</word>$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
