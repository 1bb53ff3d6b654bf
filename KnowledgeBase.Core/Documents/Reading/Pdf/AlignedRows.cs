namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Lines that may be the rows of a table without rulings, and the columns in which their pieces stand.</summary>
internal sealed class AlignedRows
{
    // In font sizes: white space that parts two pieces of a line, that parts columns all the way down, and from row to row.
    private const float Gap = 1.1f, River = 0.5f, Step = 3.2f, Continued = 1.45f;
    private const int MostRows = 500;

    private readonly int _page;
    private readonly float _size;
    private readonly byte _turn;
    private readonly List<AlignedRow> _rows = [];
    private List<Extent> _columns = [];

    /// <param name="first">The line that would be the first row; there is no row when it is of one piece.</param>
    public AlignedRows(TextLine first)
    {
        (_page, _size, _turn) = (first.Page, first.Size, first.Turn);
        if (first.Table is not null) return;
        _columns = [.. Pieces(first).Select(Extent.Of)];
        if (_columns.Count >= 2) _rows.Add(new AlignedRow(first));
    }

    public int Count => _rows.Count;

    public int Columns => _columns.Count;

    public IReadOnlyList<IReadOnlyList<string>> Texts => _rows.ConvertAll(row => row.Texts(_columns));

    /// <summary>In every column that most rows have, most pieces begin at one place, end at one, or have their middles at one.</summary>
    public bool IsAligned
    {
        get
        {
            var strong = _columns.Where(IsStrong).ToList();
            return strong.Count >= 2 && strong.TrueForAll(column =>
            {
                var boxes = _rows.Select(row => row.Box(column)).OfType<Extent>().ToList();
                return IsOneOf(boxes, box => box.Left) || IsOneOf(boxes, box => box.Right) || IsOneOf(boxes, box => (box.Left + box.Right) / 2);
            });
        }
    }

    /// <summary>Takes the next line in as a row, or as more of the last one. False when it does not belong to the table.</summary>
    public bool TryAdd(TextLine line)
    {
        if (line.Table is not null || line.Turn != _turn || _rows.Count >= MostRows || Math.Abs(line.Size - _size) > 0.3f * _size) return false;
        var step = line.Baseline - _rows[^1].Last;
        if (step <= 0.3f * _size || step > Step * _size) return false;
        var columns = new List<Extent>(_columns);
        var places = new HashSet<int>();
        var pieces = Pieces(line).SelectMany(piece => Parted(piece, columns)).ToList();
        foreach (var piece in pieces.Select(Extent.Of))
        {
            var over = columns.FindIndex(piece.Meets);
            if (over != columns.FindLastIndex(piece.Meets) || (over < 0 && pieces.Count == 1)) return false;
            if (over < 0) columns.Add(piece);
            else columns[over] = columns[over].With(piece);
            places.Add(over < 0 ? columns.Count - 1 : over);
        }

        if (!AreApart(columns)) return false;
        var goesOn = step <= Continued * _size && GoesOn(places);
        if (!goesOn && pieces.Count == 1 && !places.Contains(0)) return false;
        if (goesOn) _rows[^1].Add(line);
        else _rows.Add(new AlignedRow(line));
        _columns = columns;
        return true;
    }

    /// <summary>Drops rows of one piece at the end: a sentence below the table. Returns how many lines went.</summary>
    public int TrimEnd()
    {
        var lines = 0;
        while (_rows.Count > 0 && _columns.Count(_rows[^1].Has) == 1)
        {
            lines += _rows[^1].Lines.Count;
            _rows.RemoveAt(_rows.Count - 1);
        }

        return lines;
    }

    /// <summary>Puts the columns into order, and parts those through which white space runs in every row, however narrow it is in each.</summary>
    public void Refine() => _columns = [.. _columns.OrderBy(column => column.Left).SelectMany(column =>
    {
        var parts = new List<Extent>();
        foreach (var glyph in _rows.SelectMany(row => row.Lines).SelectMany(line => line).Where(column.Holds).OrderBy(glyph => glyph.Left))
        {
            var extent = new Extent(glyph.Left, glyph.Right);
            if (parts.Count == 0 || extent.Left - parts[^1].Right >= River * _size) parts.Add(extent);
            else parts[^1] = parts[^1].With(extent);
        }

        return parts.Count > 1 && parts.TrueForAll(IsStrong) ? parts : [column];
    })];

    /// <summary>The line that stands for the table.</summary>
    public TextLine ToLine()
    {
        var rows = _rows.ConvertAll(row => (row.Top, row.Bottom, row.Texts(_columns)));
        var table = new PdfTable([.. _columns.SelectMany(column => new[] { column.Left, column.Right })], rows) { IsAligned = true };
        return new TextLine(_page, table, (_columns[0].Left, _rows[0].Top, _columns[^1].Right, _rows[^1].Bottom), 0, _turn);
    }

    private bool IsStrong(Extent column) => _rows.Count(row => row.Has(column)) * 10 >= _rows.Count * 6;

    /// <summary>The rest of cells that have several lines: fewer pieces than the row above, all below one, and none but it below the first column's.</summary>
    private bool GoesOn(HashSet<int> places)
    {
        var above = Enumerable.Range(0, _columns.Count).Where(column => _rows[^1].Has(_columns[column])).ToHashSet();
        return places.IsProperSubsetOf(above) && (!places.Contains(0) || places.Count == 1);
    }

    private bool AreApart(List<Extent> columns)
    {
        var ordered = columns.OrderBy(column => column.Left).ToList();
        return ordered.Zip(ordered.Skip(1)).All(pair => pair.Second.Left - pair.First.Right >= River * _size);
    }

    private bool IsOneOf(List<Extent> boxes, Func<Extent, float> place) =>
        boxes.Max(box => boxes.Count(other => Math.Abs(place(other) - place(box)) < 0.5f * _size)) * 10 >= boxes.Count * 7;

    private static List<List<Glyph>> Pieces(TextLine line) => Parted(line.Glyphs, (right, next) => next.Left - right >= Gap * line.Size);

    /// <summary>A piece over several columns, parted at the spaces between them: words of a heading may stand close together.</summary>
    private List<List<Glyph>> Parted(List<Glyph> piece, List<Extent> columns)
    {
        var over = columns.Where(Extent.Of(piece).Meets).OrderBy(column => column.Left).ToList();
        if (over.Count < 2) return [piece];
        var rivers = over.Zip(over.Skip(1), (left, right) => new Extent(left.Right, right.Left)).ToList();
        return Parted(piece, (right, next) => next.Left - right >= 0.2f * _size && rivers.Exists(river => river.Meets(new Extent(right, next.Left))));
    }

    private static List<List<Glyph>> Parted(IReadOnlyList<Glyph> glyphs, Func<float, Glyph, bool> parts)
    {
        var pieces = new List<List<Glyph>> { new() { glyphs[0] } };
        var right = glyphs[0].Right;
        foreach (var glyph in glyphs.Skip(1))
        {
            if (parts(right, glyph)) pieces.Add([]);
            right = pieces[^1].Count == 0 ? glyph.Right : Math.Max(right, glyph.Right);
            pieces[^1].Add(glyph);
        }

        return pieces;
    }
}
