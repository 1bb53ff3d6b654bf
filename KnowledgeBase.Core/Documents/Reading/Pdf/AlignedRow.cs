namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>From where to where something reaches across the page, in points.</summary>
internal readonly record struct Extent(float Left, float Right)
{
    public static Extent Of(IReadOnlyCollection<Glyph> glyphs) => new(glyphs.Min(glyph => glyph.Left), glyphs.Max(glyph => glyph.Right));

    public bool Meets(Extent other) => Left < other.Right && Right > other.Left;

    /// <summary>Whether the middle of a character stands in it.</summary>
    public bool Holds(Glyph glyph) => (glyph.Left + glyph.Right) / 2 is var middle && middle >= Left && middle <= Right;

    public Extent With(Extent other) => new(Math.Min(Left, other.Left), Math.Max(Right, other.Right));
}

/// <summary>A row of a table without rulings: one line, or several where a cell has several.</summary>
internal sealed class AlignedRow
{
    private readonly List<IReadOnlyList<Glyph>> _lines = [];

    public AlignedRow(TextLine line)
    {
        Top = line.Top;
        Add(line);
    }

    public IReadOnlyList<IReadOnlyList<Glyph>> Lines => _lines;

    public float Top { get; }

    public float Bottom { get; private set; }

    /// <summary>The baseline of its last line.</summary>
    public float Last { get; private set; }

    public void Add(TextLine line)
    {
        _lines.Add(line.Glyphs);
        (Bottom, Last) = (line.Bottom, line.Baseline);
    }

    public bool Has(Extent column) => _lines.Exists(line => line.Any(column.Holds));

    /// <summary>What its piece in a column takes; null where it has none.</summary>
    public Extent? Box(Extent column)
    {
        var glyphs = _lines.SelectMany(line => line).Where(column.Holds).ToList();
        return glyphs.Count == 0 ? null : Extent.Of(glyphs);
    }

    /// <summary>The text of each column's cell.</summary>
    public IReadOnlyList<string> Texts(IReadOnlyList<Extent> columns) =>
    [
        .. columns.Select(column => _lines.Select(line => line.Where(column.Holds).ToList()).Where(glyphs => glyphs.Count > 0).Select(LineText.Of).Aggregate("", PdfTable.Joined)),
    ];
}
