using KnowledgeBase.Core.Documents.Reading.Ocr;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>
/// One UTF-16 unit on a page, in points from the top left of the page as it is shown. Characters of a ligature share a
/// place.
/// </summary>
/// <param name="Left">Where its advance begins.</param>
/// <param name="Right">Where its advance ends.</param>
/// <param name="Baseline">Distance of its baseline from the top.</param>
/// <param name="Size">Font size as shown.</param>
/// <param name="Turn">Quarter turns counter-clockwise, 0 to 3; <see cref="Skewed"/> for any other angle.</param>
/// <param name="Invisible">Written in render mode 3: the text layer under the picture of a scan.</param>
/// <param name="AfterSpace">A space character was written before it.</param>
internal readonly record struct Glyph(
    char Char, float Left, float Right, float Baseline, float Size, byte Turn, bool Bold, bool Invisible, bool AfterSpace)
{
    public const byte Skewed = 255;

    /// <summary>0 to 1 where it was recognised from a picture; 0 where it was written as text.</summary>
    public float Confidence { get; init; }

    /// <summary>Stands in a form field.</summary>
    public bool Filled { get; init; }
}

/// <summary>The characters of one page in the order in which the file writes them.</summary>
/// <param name="Width">Points, as shown.</param>
/// <param name="Height">Points, as shown.</param>
internal sealed record PageGlyphs(int Page, float Width, float Height, IReadOnlyList<Glyph> Glyphs)
{
    public PageObjects Objects { get; init; } = PageObjects.None;

    /// <summary>Text that the page has but does not show: written invisibly, or off its edges.</summary>
    public IReadOnlyList<string> Unseen { get; init; } = [];

    /// <summary>The page as a reader sees it, with what is written invisibly among what is not shown.</summary>
    public PageGlyphs WithoutInvisible()
    {
        var invisible = Glyphs.Where(glyph => glyph.Invisible).ToList();
        if (invisible.Count == 0) return this;
        return this with { Glyphs = [.. Glyphs.Where(glyph => !glyph.Invisible)], Unseen = [.. Unseen, .. LineBuilder.Build(Page, invisible).Select(line => line.Text)] };
    }

    /// <summary>Addresses to which places of the page lead.</summary>
    public IReadOnlyList<PageLink> Links { get; init; } = [];

    /// <summary>How the page was recognised; null where it has text of its own.</summary>
    public OcrPage? Ocr { get; init; }
}
