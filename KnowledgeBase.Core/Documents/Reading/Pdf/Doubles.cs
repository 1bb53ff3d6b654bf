namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Removes characters that were drawn a second time at nearly the same place to look bold or shadowed.</summary>
internal static class Doubles
{
    /// <remarks>The letters of a ligature follow each other at exactly one place, and "ff" is two of them: these stay.</remarks>
    public static List<Glyph> Removed(List<Glyph> glyphs)
    {
        var places = new Dictionary<(char, int, int), int>();
        var kept = new List<Glyph>(glyphs.Count);
        for (var i = 0; i < glyphs.Count; i++)
        {
            var glyph = glyphs[i];
            if (!IsDouble(glyphs, i, places)) kept.Add(glyph);
            places[Cell(glyph, 0, 0)] = i;
        }

        return kept;
    }

    private static bool IsDouble(List<Glyph> glyphs, int index, Dictionary<(char, int, int), int> places)
    {
        var glyph = glyphs[index];
        for (var dx = -1; dx <= 1; dx++)
        {
            for (var dy = -1; dy <= 1; dy++)
            {
                if (!places.TryGetValue(Cell(glyph, dx, dy), out var other)) continue;
                var same = glyphs[other];
                var near = 0.12f * glyph.Size;
                if (Math.Abs(same.Left - glyph.Left) > near || Math.Abs(same.Baseline - glyph.Baseline) > near || Math.Abs(same.Size - glyph.Size) > near) continue;
                if (!IsLigature(glyphs, other, index)) return true;
            }
        }

        return false;
    }

    /// <summary>Everything between the two stands at one and the same place.</summary>
    private static bool IsLigature(List<Glyph> glyphs, int first, int last)
    {
        if (last - first > 3) return false;
        for (var i = first; i <= last; i++)
        {
            if (glyphs[i].Left != glyphs[last].Left || glyphs[i].Right != glyphs[last].Right || !char.IsAsciiLetterLower(glyphs[i].Char)) return false;
        }

        return true;
    }

    private static (char, int, int) Cell(Glyph glyph, int dx, int dy)
    {
        var step = 0.15f * Math.Max(1, MathF.Round(glyph.Size));
        return (glyph.Char, (int)MathF.Floor(glyph.Left / step) + dx, (int)MathF.Floor(glyph.Baseline / step) + dy);
    }
}
