namespace KnowledgeBase.Core.Documents.Reading.Pdf.Poppler;

/// <summary>Makes characters with places of the words of one page, in the file's own order.</summary>
internal static class PopplerPage
{
    // What a line of text is high beyond its font's size, where nothing on the page tells it.
    private const float UsualHeight = 1.15f;

    public static PageGlyphs Of(int number, float width, float height, IReadOnlyList<PopplerWord> words)
    {
        var sizes = words.Where(word => word.TellsSize).GroupBy(word => MathF.Round(word.Height, 1)).ToDictionary(group => group.Key, group => group.Average(word => word.Width / word.Text.Length));
        var turns = Turns(words);
        var glyphs = new List<Glyph>();
        PopplerWord? before = null;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var centre = (word.Left + word.Right) / 2;
            if (word.Width <= 0 || centre < -1 || centre > width + 1 || word.Bottom < -1 || word.Top > height + 1) continue; // off the page
            var across = turns[i] > 0 ? word.Width : word.Height;
            var size = sizes.TryGetValue(MathF.Round(across, 1), out var told) ? told : across / UsualHeight;
            glyphs.AddRange(word.Glyphs(size, before is not null && IsSpaced(before, word, turns[i] > 0, size), turns[i], width, height));
            before = word;
        }

        return new PageGlyphs(number, width, height, Doubles.Removed(glyphs));
    }

    /// <summary>Quarter turns of each word: long ones show that they run along the side, short ones go with their neighbours, and what comes next tells up from down.</summary>
    private static byte[] Turns(IReadOnlyList<PopplerWord> words)
    {
        var sideways = words.Select(word => word.IsSideways).ToArray();
        if (!sideways.Contains(true)) return new byte[words.Count];
        for (var i = 1; i < words.Count; i++) sideways[i] |= sideways[i - 1] && words[i].GoesOn(words[i - 1]);
        for (var i = words.Count - 2; i >= 0; i--) sideways[i] |= sideways[i + 1] && words[i].GoesOn(words[i + 1]);
        var down = 0;
        for (var i = 1; i < words.Count; i++)
        {
            if (sideways[i] && sideways[i - 1] && words[i].GoesOn(words[i - 1])) down += words[i].Top > words[i - 1].Top ? 1 : -1;
        }

        return [.. sideways.Select(turned => (byte)(!turned ? 0 : down > 0 ? 3 : 1))];
    }

    /// <summary>Words end at spaces, and where the font changes within one; between Latin and Han characters only a wide gap is a space.</summary>
    private static bool IsSpaced(PopplerWord before, PopplerWord word, bool sideways, float size)
    {
        if (TextCleaning.IsCjk(before.Text[^1]) || TextCleaning.IsCjk(word.Text[0])) return false;
        return (sideways ? Math.Max(word.Top - before.Bottom, before.Top - word.Bottom) : word.Left - before.Right) > 0.05f * size;
    }
}
