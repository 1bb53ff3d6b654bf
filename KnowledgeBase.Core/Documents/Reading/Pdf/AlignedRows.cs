namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Lines that may be the rows of a table without rulings, and the columns in which their pieces stand.</summary>
internal sealed class AlignedRows
{
    // In font sizes: white space that parts two pieces of a line, that parts columns all the way down, and from row to row.
    private const float Gap = 1.25f, River = 0.6f, Step = 3.2f, Continued = 1.45f;

    private readonly int _page;
    private readonly float _size;
    private readonly byte _turn;
    private readonly List<(float Left, float Right)> _columns = [];
    private readonly List<Row> _rows = [];

    /// <param name="first">The line that would be the first row; there is no row when it is of one piece.</param>
    public AlignedRows(TextLine first)
    {
        (_page, _size, _turn) = (first.Page, first.Size, first.Turn);
        if (first.Table is not null) return;
        var pieces = Pieces(first);
        if (pieces.Count < 2) return;
        _columns.AddRange(pieces.Select(piece => (piece.Left, piece.Right)));
        AddRow(first, pieces, [.. Enumerable.Range(0, pieces.Count)]);
    }

    public int Count => _rows.Count;

    public int Columns => _columns.Count;

    public IReadOnlyList<IReadOnlyList<string>> Texts => [.. _rows.Select(row => row.Texts(Columns))];

    /// <summary>In every column that most rows have, most pieces begin at one place, end at one, or have their middles at one.</summary>
    public bool IsAligned
    {
        get
        {
            var strong = Enumerable.Range(0, Columns).Where(column => _rows.Count(row => row.Has(column)) * 10 >= _rows.Count * 6).ToList();
            return strong.Count >= 2 && strong.TrueForAll(column =>
            {
                var boxes = _rows.Where(row => row.Has(column)).Select(row => row.Box(column)).ToList();
                return IsOneOf(boxes, box => box.Left) || IsOneOf(boxes, box => box.Right) || IsOneOf(boxes, box => (box.Left + box.Right) / 2);
            });
        }
    }

    /// <summary>Takes the next line in as a row, or as more of the last one. False when it does not belong to the table.</summary>
    public bool TryAdd(TextLine line)
    {
        var step = line.Baseline - _rows[^1].Last;
        if (line.Table is not null || line.Turn != _turn || step <= 0.3f * _size || step > Step * _size || Math.Abs(line.Size - _size) > 0.3f * _size) return false;
        var pieces = Pieces(line);
        var columns = new List<(float Left, float Right)>(_columns);
        var places = new List<int>();
        foreach (var piece in pieces)
        {
            var over = Enumerable.Range(0, columns.Count).Where(column => piece.Left < columns[column].Right && piece.Right > columns[column].Left).ToList();
            if (over.Count > 1 || (over.Count == 0 && pieces.Count == 1)) return false;
            if (over.Count == 0)
            {
                columns.Add((piece.Left, piece.Right));
                places.Add(columns.Count - 1);
                continue;
            }

            var (left, right) = columns[over[0]];
            columns[over[0]] = (Math.Min(left, piece.Left), Math.Max(right, piece.Right));
            places.Add(over[0]);
        }

        if (!AreApart(columns)) return false;
        if (Continues(pieces, places, step)) _rows[^1].Continue(line, pieces, places);
        else if (pieces.Count == 1 && places[0] > 0) return false;
        else AddRow(line, pieces, places);
        _columns.Clear();
        _columns.AddRange(columns);
        return true;
    }

    /// <summary>Drops rows of one piece at the end: a sentence below the table. Returns how many lines went.</summary>
    public int TrimEnd()
    {
        var lines = 0;
        while (_rows.Count > 0 && _rows[^1].Pieces == 1)
        {
            lines += _rows[^1].Lines;
            _rows.RemoveAt(_rows.Count - 1);
        }

        return lines;
    }

    /// <summary>The line that stands for the table.</summary>
    public TextLine ToLine()
    {
        var order = Enumerable.Range(0, Columns).OrderBy(column => _columns[column].Left).ToList();
        var rows = _rows.ConvertAll(row => (row.Top, row.Bottom, (IReadOnlyList<string>)[.. order.Select(column => row.Texts(Columns)[column])]));
        var table = new PdfTable([.. order.SelectMany(column => new[] { _columns[column].Left, _columns[column].Right })], rows) { IsAligned = true };
        return new TextLine(_page, table, (_columns.Min(column => column.Left), _rows[0].Top, _columns.Max(column => column.Right), _rows[^1].Bottom), 0, _turn);
    }

    private void AddRow(TextLine line, List<Piece> pieces, List<int> places)
    {
        var row = new Row();
        row.Continue(line, pieces, places);
        _rows.Add(row);
    }

    /// <summary>The rest of a cell that has several lines: close below, and with nothing under the first column.</summary>
    private bool Continues(List<Piece> pieces, List<int> places, float step)
    {
        if (step > Continued * _size || _rows.Count == 0) return false;
        return places.TrueForAll(_rows[^1].Has) && pieces.Count < _rows[^1].Pieces && (!places.Contains(0) || pieces.Count == 1);
    }

    private bool AreApart(List<(float Left, float Right)> columns)
    {
        var ordered = columns.OrderBy(column => column.Left).ToList();
        return ordered.Zip(ordered.Skip(1)).All(pair => pair.Second.Left - pair.First.Right >= River * _size);
    }

    private bool IsOneOf(List<(float Left, float Right)> boxes, Func<(float Left, float Right), float> place) =>
        boxes.Max(box => boxes.Count(other => Math.Abs(place(other) - place(box)) < 0.5f * _size)) * 10 >= boxes.Count * 7;

    private static List<Piece> Pieces(TextLine line)
    {
        var pieces = new List<Piece>();
        var (from, right) = (0, line.Glyphs[0].Right);
        for (var i = 1; i <= line.Glyphs.Count; i++)
        {
            if (i < line.Glyphs.Count && line.Glyphs[i].Left - right < Gap * line.Size)
            {
                right = Math.Max(right, line.Glyphs[i].Right);
                continue;
            }

            var glyphs = line.Glyphs.Skip(from).Take(i - from).ToList();
            pieces.Add(new Piece(glyphs.Min(glyph => glyph.Left), right, glyphs));
            if (i < line.Glyphs.Count) (from, right) = (i, line.Glyphs[i].Right);
        }

        return pieces;
    }

    private sealed record Piece(float Left, float Right, List<Glyph> Glyphs);

    private sealed class Row
    {
        private readonly Dictionary<int, (float Left, float Right, string Text)> _cells = [];

        public float Top { get; private set; } = float.MaxValue;

        public float Bottom { get; private set; }

        public float Last { get; private set; }

        public int Lines { get; private set; }

        public int Pieces => _cells.Count;

        public bool Has(int column) => _cells.ContainsKey(column);

        public (float Left, float Right) Box(int column) => (_cells[column].Left, _cells[column].Right);

        public IReadOnlyList<string> Texts(int columns) => [.. Enumerable.Range(0, columns).Select(column => _cells.TryGetValue(column, out var cell) ? cell.Text : "")];

        public void Continue(TextLine line, List<Piece> pieces, List<int> places)
        {
            foreach (var (piece, place) in pieces.Zip(places))
            {
                var text = LineText.Of(piece.Glyphs);
                _cells[place] = !_cells.TryGetValue(place, out var cell) ? (piece.Left, piece.Right, text)
                    : (Math.Min(cell.Left, piece.Left), Math.Max(cell.Right, piece.Right), PdfTable.Joined(cell.Text, text));
            }

            (Top, Bottom, Last, Lines) = (Math.Min(Top, line.Top), line.Bottom, line.Baseline, Lines + 1);
        }
    }
}
