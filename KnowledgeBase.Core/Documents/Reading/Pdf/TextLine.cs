namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>
/// Characters that stand beside each other on one baseline. Places are in the frame in which the text runs from left to
/// right (<see cref="Turn"/> quarter turns away from the page as it is shown).
/// </summary>
internal sealed class TextLine
{
    private List<Glyph> _glyphs;
    private readonly float _tableTop;
    private string? _text;

    public TextLine(int page, List<Glyph> glyphs)
    {
        (Page, _glyphs) = (page, glyphs);
        Measure();
    }

    /// <summary>Stands for a ruled table; <paramref name="order"/> is where in the file's order its first character was.</summary>
    public TextLine(int page, PdfTable table, (float Left, float Top, float Right, float Bottom) box, int order, byte turn)
    {
        (Page, _glyphs, Table, Order, Turn) = (page, [], table, order, turn);
        (Left, Right, Baseline, _tableTop) = (box.Left, box.Right, box.Bottom, box.Top);
        (_text, Size, Column) = ("", 10, (box.Left, box.Right));
    }

    public int Page { get; }

    /// <summary>The table for which it stands; null for a line of text.</summary>
    public PdfTable? Table { get; }

    /// <summary>How many characters of the page's come before it.</summary>
    public int Order { get; }

    public float Left { get; private set; }

    public float Right { get; private set; }

    public float Baseline { get; private set; }

    /// <summary>The font size of most of its characters.</summary>
    public float Size { get; private set; }

    public bool Bold { get; private set; }

    public byte Turn { get; private set; }

    /// <summary>0 to 1 where it was recognised from a picture; 0 where it was written as text.</summary>
    public float Confidence { get; private set; }

    public bool Invisible { get; private set; }

    public float Top => Table is null ? Baseline - (0.88f * Size) : _tableTop;

    public float Bottom => Table is null ? Baseline + (0.22f * Size) : Baseline;

    /// <summary>Where the column to which the line belongs begins and ends; set by <see cref="Columns"/>.</summary>
    public (float Left, float Right) Column { get; set; }

    public IReadOnlyList<Glyph> Glyphs => _glyphs;

    public string Text => _text ??= LineText.Of(_glyphs);

    /// <summary>Width of what cannot be broken at its beginning: a word, or a Han character with its punctuation.</summary>
    public float FirstWordWidth { get; private set; }

    /// <summary>Where its text begins after a label and white space; <see cref="Left"/> without one.</summary>
    public float TextLeft { get; private set; }

    /// <summary>Addresses to which parts of its text lead: places in <see cref="Text"/>.</summary>
    public IReadOnlyList<BlockLink> Links { get; private set; } = [];

    /// <summary>Finds which of its characters stand in a link.</summary>
    public void FindLinks(IReadOnlyList<PageLink> links)
    {
        if (links.Count == 0 || Table is not null) return;
        var found = new List<BlockLink>();
        foreach (var link in links.Where(link => link.Bottom > Top && link.Top < Bottom))
        {
            var (first, last) = (_glyphs.FindIndex(link.Holds), _glyphs.FindLastIndex(link.Holds));
            if (first < 0) continue;
            // White space is of the text alone: characters are counted without it.
            var places = Enumerable.Range(0, Text.Length).Where(at => !char.IsWhiteSpace(Text[at])).ToList();
            if (places.Count != _glyphs.Count) (first, last) = (0, places.Count - 1);
            found.Add(new BlockLink(places[first], places[last] + 1 - places[first], link.Target));
        }

        Links = found;
    }

    /// <summary>Fixes text and measures and lets go of the characters: a long document has millions.</summary>
    public void Seal()
    {
        _ = Text;
        if (Table is not null) return;
        FirstWordWidth = LineText.FirstWordWidth(_glyphs);
        TextLeft = Left;
        if (ClauseLabels.TrySplit(Text, out var label, out var rest) && rest.Length > 0)
        {
            var skipped = label.Count(c => !char.IsWhiteSpace(c));
            if (skipped < _glyphs.Count) TextLeft = _glyphs[skipped].Left;
        }

        _glyphs = [];
    }

    /// <summary>Takes in what stands on the same baseline, wherever on it.</summary>
    public void Add(IEnumerable<Glyph> glyphs)
    {
        _glyphs.AddRange(glyphs);
        _text = null;
        Measure();
    }

    /// <summary>Takes in another piece of the line, keeping characters from left to right.</summary>
    public void Insert(IReadOnlyList<Glyph> glyphs)
    {
        var at = _glyphs.FindIndex(glyph => glyph.Left > glyphs[0].Left + 0.01f);
        _glyphs.InsertRange(at < 0 ? _glyphs.Count : at, glyphs);
        _text = null;
        Measure();
    }

    private void Measure()
    {
        Left = _glyphs.Min(glyph => glyph.Left);
        Right = _glyphs.Max(glyph => glyph.Right);
        var sizes = _glyphs.CountBy(glyph => MathF.Round(glyph.Size, 1)).MaxBy(pair => (pair.Value, pair.Key));
        Size = sizes.Key;
        Baseline = _glyphs.First(glyph => MathF.Round(glyph.Size, 1) == Size).Baseline;
        Bold = _glyphs.Count(glyph => glyph.Bold) * 5 >= _glyphs.Count * 4;
        Invisible = _glyphs.TrueForAll(glyph => glyph.Invisible);
        Turn = _glyphs[0].Turn;
        Confidence = _glyphs.Average(glyph => glyph.Confidence);
    }
}
