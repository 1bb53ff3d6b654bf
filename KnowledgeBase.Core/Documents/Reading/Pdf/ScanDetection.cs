namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Tells pages whose text has to be recognised from those that have it.</summary>
internal static class ScanDetection
{
    /// <summary>A page with fewer characters may be a picture with a stamp or a number on it.</summary>
    public const int FewCharacters = 30;

    /// <summary>A picture with hardly a character, characters that mean nothing, or text drawn as outlines.</summary>
    public static bool NeedsOcr(PageGlyphs page)
    {
        var count = page.Glyphs.Count;
        if (count < FewCharacters && page.Objects.ImageCover > 0.3f) return true;
        if (count == 0) return page.Objects.Paths > 200;
        return IsGarbage(page);
    }

    /// <summary>More than a fifth of the characters belong to no script: a font without a table of what its glyphs mean.</summary>
    public static bool IsGarbage(PageGlyphs page) =>
        page.Glyphs.Count > 0 && page.Glyphs.Count(glyph => glyph.Char is '\uFFFD' or (>= '\uE000' and <= '\uF8FF')) * 5 > page.Glyphs.Count;

    /// <summary>Text that nobody sees under a picture of the page: recognised by another program before. With less invisible text it may be anything.</summary>
    public static bool HasOcrLayer(PageGlyphs page) =>
        page.Objects.ImageCover > 0.5f && page.Glyphs.Count(glyph => glyph.Invisible) * 10 > page.Glyphs.Count * 9 && page.Glyphs.Count > 0;
}
