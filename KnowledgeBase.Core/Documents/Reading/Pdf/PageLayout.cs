using KnowledgeBase.Core.Documents.Reading.Ocr;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>
/// A page's lines in reading order. A page on which most text stands upright sideways is read turned; text in another
/// direction than most comes after it.
/// </summary>
internal sealed class PageLayout
{
    private const int MostAskew = 300;
    private readonly float _shownWidth;
    private readonly float _shownHeight;

    private PageLayout(PageGlyphs page, byte turn, List<TextLine> lines, List<TextLine> aside)
    {
        (Page, _shownWidth, _shownHeight, Lines, Aside) = (page.Page, page.Width, page.Height, lines, aside);
        Height = turn % 2 == 0 ? page.Height : page.Width;
        Characters = page.Glyphs.Count;
        Ocr = page.Ocr;
    }

    public int Page { get; }

    /// <summary>Points from top to bottom, in the direction of most of its text.</summary>
    public float Height { get; }

    public int Characters { get; }

    /// <summary>How the page was recognised; null where it has text of its own.</summary>
    public OcrPage? Ocr { get; }

    public List<TextLine> Lines { get; }

    /// <summary>Lines that run in another direction, such as a note along the margin.</summary>
    public List<TextLine> Aside { get; }

    /// <summary>Text that the page has but does not show.</summary>
    public IReadOnlyList<string> Unseen { get; private init; } = [];

    /// <summary>What stands askew on it: a watermark or a stamp, which is left out.</summary>
    public string Askew { get; private init; } = "";

    public static PageLayout Of(PageGlyphs page)
    {
        var counts = page.Glyphs.CountBy(glyph => glyph.Turn).OrderByDescending(pair => pair.Value).ToList();
        var main = counts.Count == 0 ? (byte)0 : counts[0].Key;
        var glyphs = page.Glyphs.Where(glyph => glyph.Turn == main).ToList();
        var tables = main == 0 ? PdfTable.TakeFrom(page, glyphs, inside => ReadingOrder.Of(LineBuilder.Build(page.Page, inside))) : [];
        var lines = ReadingOrder.Of(LineBuilder.Build(page.Page, glyphs, tables));
        if (main == 0 && page.Ocr is null) lines = AlignedTables.Replaced(lines);
        lines.ForEach(line => line.FindLinks(page.Links));
        // What stands askew on a page of straight text is a watermark or a stamp.
        var aside = counts.Skip(1).Where(pair => pair.Key != Glyph.Skewed)
            .SelectMany(pair => LineBuilder.Build(page.Page, page.Glyphs.Where(glyph => glyph.Turn == pair.Key))).ToList();
        Columns.Assign(lines);
        Columns.Assign(aside);
        lines.ForEach(line => line.Seal());
        aside.ForEach(line => line.Seal());
        lines.RemoveAll(line => line.Text.Length == 0 && line.Table is null);
        aside.RemoveAll(line => line.Text.Length == 0);
        return new PageLayout(page, main, lines, aside)
        {
            Unseen = page.Unseen,
            Askew = main == Glyph.Skewed ? "" : TextCleaning.OneLine(string.Concat(page.Glyphs.Where(glyph => glyph.Turn == Glyph.Skewed).Take(MostAskew).Select(glyph => glyph.AfterSpace ? $" {glyph.Char}" : glyph.Char.ToString()))),
        };
    }

    /// <summary>The place of a line on the page as it is shown.</summary>
    public LineBox Box(TextLine line, int start, int length)
    {
        float width = line.Right - line.Left, height = line.Bottom - line.Top;
        if (Ocr?.Shown(line.Left, line.Top, line.Right, line.Bottom) is { } shown) return new LineBox(Page, shown.Left, shown.Top, shown.Width, shown.Height, start, length);
        return line.Turn switch
        {
            1 => new LineBox(Page, line.Top, _shownHeight - line.Right, height, width, start, length),
            2 => new LineBox(Page, _shownWidth - line.Right, _shownHeight - line.Bottom, width, height, start, length),
            3 => new LineBox(Page, _shownWidth - line.Bottom, line.Left, height, width, start, length),
            _ => new LineBox(Page, line.Left, line.Top, width, height, start, length),
        };
    }
}
