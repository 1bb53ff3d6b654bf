using KnowledgeBase.Core.Contracts.Alignment;

namespace KnowledgeBase.Core.Contracts.Tables;

/// <summary>
/// Finds every table row's counterpart by what the row is about, never by its place: names and models are its key,
/// figures are what may have changed, and a running number is neither.
/// </summary>
internal static class TableAligner
{
    private const double SameRow = 0.35;

    public static void Align(IReadOnlyList<AlignedUnit> a, IReadOnlyList<AlignedUnit> b)
    {
        foreach (var (x, y) in PairTables(Tables(a), Tables(b))) AlignRows(x, y);
    }

    private static List<List<AlignedUnit>> Tables(IReadOnlyList<AlignedUnit> rows) =>
        [.. rows.GroupBy(row => row.Clause.Block).OrderBy(group => group.Key).Select(group => group.ToList())];

    /// <summary>Tables with the most keys in common; without any, those at the same place with the same columns.</summary>
    private static List<(List<AlignedUnit> A, List<AlignedUnit> B)> PairTables(List<List<AlignedUnit>> a, List<List<AlignedUnit>> b)
    {
        var pairs = new List<(List<AlignedUnit>, List<AlignedUnit>)>();
        var free = new List<List<AlignedUnit>>(b);
        var candidates =
            from x in Enumerable.Range(0, a.Count)
            from y in Enumerable.Range(0, b.Count)
            let common = Keys(a[x]).Intersect(Keys(b[y]), StringComparer.Ordinal).Count()
            where common > 0 || (a.Count == 1 && b.Count == 1)
            orderby common descending, Math.Abs(x - y), x, y
            select (a[x], b[y]);
        var taken = new HashSet<List<AlignedUnit>>(ReferenceEqualityComparer.Instance);
        foreach (var (x, y) in candidates)
        {
            if (taken.Contains(x) || !free.Contains(y)) continue;
            taken.Add(x);
            free.Remove(y);
            pairs.Add((x, y));
        }

        return pairs;
    }

    private static void AlignRows(List<AlignedUnit> a, List<AlignedUnit> b)
    {
        var byKey = b.GroupBy(RowKey.Of, StringComparer.Ordinal).ToDictionary(group => group.Key, group => new Queue<AlignedUnit>(group), StringComparer.Ordinal);
        foreach (var row in a)
        {
            if (byKey.TryGetValue(RowKey.Of(row), out var same) && same.TryDequeue(out var there)) Pair(row, there);
        }

        var candidates =
            from x in a.Where(row => row.IsFree)
            from y in b.Where(row => row.IsFree)
            let similarity = x.SimilarityTo(y)
            where similarity >= SameRow
            orderby similarity descending, Math.Abs(x.Index - y.Index), x.Index, y.Index
            select (x, y);
        foreach (var (x, y) in candidates.ToList())
        {
            if (x.IsFree && y.IsFree) Pair(x, y);
        }
    }

    private static IEnumerable<string> Keys(List<AlignedUnit> rows) => rows.Select(RowKey.Of).Where(key => key.Length > 0);

    private static void Pair(AlignedUnit a, AlignedUnit b)
    {
        a.Partner = b;
        b.Partner = a;
    }
}
