namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>
/// The shortest way from one paragraph to another. Exact for paragraphs of any usual length; what is longer than that is
/// shown as replaced between its common ends rather than computed for minutes.
/// </summary>
internal static class AtomAlignment
{
    private const long MaximumCells = 6_000_000;

    public static List<(int A, int B)> Of(IReadOnlyList<Atom> a, IReadOnlyList<Atom> b)
    {
        var possible = (long)a.Count * b.Count <= MaximumCells;
        var pairs = SequenceAlignment.Of(
            a.Count, b.Count,
            (i, j) => a[i].Key == b[j].Key,
            // A word weighs what its letters weigh, so that the fewest characters are struck; a space never decides.
            (i, j) => !possible || a[i].Key != b[j].Key ? 0 : a[i].Key == " " ? 0.5 : Math.Max(1, a[i].Length));
        return WithoutIslands(a, b, pairs);
    }

    /// <summary>One character that happens to be the same between two changes helps nobody to read them: it is changed with them.</summary>
    private static List<(int A, int B)> WithoutIslands(IReadOnlyList<Atom> a, IReadOnlyList<Atom> b, List<(int A, int B)> pairs)
    {
        var kept = new List<(int A, int B)>(pairs.Count);
        for (var k = 0; k < pairs.Count; k++)
        {
            var before = kept.Count == 0 ? (A: -1, B: -1) : kept[^1];
            var after = k + 1 < pairs.Count ? pairs[k + 1] : (A: a.Count, B: b.Count);
            var here = pairs[k];
            if (a[here.A].Length > 1 || a[here.A].IsObject || Changed(before, here) < 3 || Changed(here, after) < 3)
            {
                kept.Add(here);
            }
        }

        return kept;

        int Changed((int A, int B) from, (int A, int B) to) => Characters(a, from.A, to.A) + Characters(b, from.B, to.B);
    }

    private static int Characters(IReadOnlyList<Atom> atoms, int from, int to)
    {
        var sum = 0;
        for (var i = from + 1; i < to; i++)
        {
            sum += Math.Max(1, atoms[i].Length);
        }

        return sum;
    }
}
