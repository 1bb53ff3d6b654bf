namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>
/// The cells that a page's rulings enclose: columns and rows of lines that touch each other, where cells without a line
/// between them are one.
/// </summary>
internal sealed class TableGrid
{
    private const float Near = 3f;
    private readonly List<float> _x;
    private readonly List<float> _y;
    private readonly int[] _cellOf;

    private TableGrid(List<float> x, List<float> y, List<Ruling> rulings)
    {
        (_x, _y) = (x, y);
        _cellOf = [.. Enumerable.Range(0, Rows * Columns)];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                if (column + 1 < Columns && !Crosses(rulings, false, _x[column + 1], (_y[row] + _y[row + 1]) / 2)) Join((row * Columns) + column, (row * Columns) + column + 1);
                if (row + 1 < Rows && !Crosses(rulings, true, _y[row + 1], (_x[column] + _x[column + 1]) / 2)) Join((row * Columns) + column, ((row + 1) * Columns) + column);
            }
        }
    }

    public int Columns => _x.Count - 1;

    public int Rows => _y.Count - 1;

    public IReadOnlyList<float> Edges => _x;

    public (float Left, float Top, float Right, float Bottom) Box => (_x[0], _y[0], _x[^1], _y[^1]);

    public (float Top, float Bottom) RowBox(int row) => (_y[row], _y[row + 1]);

    /// <summary>Every grid of at least two cells, from top to bottom.</summary>
    public static List<TableGrid> Find(IReadOnlyList<Ruling> rulings, int maxCells)
    {
        var grids = new List<TableGrid>();
        foreach (var group in Touching(Merged(rulings)))
        {
            var x = Places(group.Where(ruling => !ruling.Across));
            var y = Places(group.Where(ruling => ruling.Across));
            if (x.Count < 3 || y.Count < 2 || (x.Count - 1) * (y.Count - 1) > maxCells) continue;
            grids.Add(new TableGrid(x, y, group));
        }

        return [.. grids.OrderBy(grid => grid.Box.Top)];
    }

    /// <summary>The first row and column of the cell at a place; null outside.</summary>
    public (int Row, int Column)? CellAt(float x, float y)
    {
        var (column, row) = (Between(_x, x), Between(_y, y));
        if (column < 0 || row < 0) return null;
        var cell = Root((row * Columns) + column);
        return (cell / Columns, cell % Columns);
    }

    private static int Between(List<float> edges, float at)
    {
        if (at < edges[0] || at > edges[^1]) return -1;
        var index = edges.FindLastIndex(edge => edge <= at);
        return Math.Min(index, edges.Count - 2);
    }

    private static bool Crosses(List<Ruling> rulings, bool across, float at, float middle) =>
        rulings.Exists(ruling => ruling.Across == across && Math.Abs(ruling.At - at) <= Near && ruling.From - 1 <= middle && ruling.To + 1 >= middle);

    private int Root(int cell)
    {
        while (_cellOf[cell] != cell) cell = _cellOf[cell];
        return cell;
    }

    private void Join(int one, int other)
    {
        var (a, b) = (Root(one), Root(other));
        _cellOf[Math.Max(a, b)] = Math.Min(a, b);
    }

    /// <summary>Pieces of one line become one.</summary>
    private static List<Ruling> Merged(IReadOnlyList<Ruling> rulings)
    {
        var merged = new List<Ruling>();
        foreach (var ruling in rulings.OrderBy(ruling => ruling.Across).ThenBy(ruling => MathF.Round(ruling.At / 1.5f)).ThenBy(ruling => ruling.From))
        {
            if (merged.Count > 0 && merged[^1] is var last && last.Across == ruling.Across && Math.Abs(last.At - ruling.At) < 1.6f && ruling.From <= last.To + Near)
            {
                merged[^1] = last with { To = Math.Max(last.To, ruling.To) };
                continue;
            }

            merged.Add(ruling);
        }

        return [.. merged.Where(ruling => ruling.To - ruling.From > 6)];
    }

    /// <summary>Groups of lines that cross or touch.</summary>
    private static List<List<Ruling>> Touching(List<Ruling> rulings)
    {
        var groups = new List<List<Ruling>>();
        var down = rulings.Where(ruling => !ruling.Across).ToList();
        var left = new HashSet<Ruling>(rulings);
        if (rulings.Count > 3_000) return groups; // a drawing, not a table
        foreach (var first in down)
        {
            if (!left.Remove(first)) continue;
            List<Ruling> group = [first];
            for (var i = 0; i < group.Count; i++)
            {
                var touching = left.Where(other => other.Across != group[i].Across && Touches(group[i], other)).ToList();
                left.ExceptWith(touching);
                group.AddRange(touching);
            }

            groups.Add(group);
        }

        return groups;
    }

    private static bool Touches(Ruling one, Ruling other) =>
        other.At >= one.From - Near && other.At <= one.To + Near && one.At >= other.From - Near && one.At <= other.To + Near;

    private static List<float> Places(IEnumerable<Ruling> rulings)
    {
        var places = new List<float>();
        foreach (var at in rulings.Select(ruling => ruling.At).Order())
        {
            if (places.Count == 0 || at - places[^1] > Near) places.Add(at);
        }

        return places;
    }
}
