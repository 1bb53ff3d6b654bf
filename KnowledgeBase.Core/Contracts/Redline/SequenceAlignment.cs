namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>Pairs of two sequences that belong together, in order: the greatest sum of likeness.</summary>
internal static class SequenceAlignment
{
    /// <param name="same">Whether two items are the same: at both ends such ones are paired without further thought.</param>
    /// <param name="likeness">What a pair is worth; 0 for never.</param>
    public static List<(int A, int B)> Of(int a, int b, Func<int, int, bool> same, Func<int, int, double> likeness)
    {
        var (head, ends) = (0, (A: a, B: b));
        var pairs = new List<(int, int)>();
        while (head < ends.A && head < ends.B && same(head, head))
        {
            pairs.Add((head, head++));
        }

        var tail = new List<(int, int)>();
        while (ends.A > head && ends.B > head && same(ends.A - 1, ends.B - 1))
        {
            tail.Add((--ends.A, --ends.B));
        }

        Middle(head, ends.A, ends.B, likeness, pairs);
        tail.Reverse();
        pairs.AddRange(tail);
        return pairs;
    }

    private static void Middle(int head, int endA, int endB, Func<int, int, double> likeness, List<(int, int)> pairs)
    {
        var (n, m) = (endA - head, endB - head);
        if (n <= 0 || m <= 0)
        {
            return;
        }

        var width = m + 1;
        var best = new float[(n + 1) * width];
        var like = new float[n * m];
        for (var i = n - 1; i >= 0; i--)
        {
            for (var j = m - 1; j >= 0; j--)
            {
                var at = (i * width) + j;
                var value = like[(i * m) + j] = (float)likeness(head + i, head + j);
                best[at] = Math.Max(Math.Max(best[at + width], best[at + 1]), value > 0 ? value + best[at + width + 1] : 0);
            }
        }

        for (int i = 0, j = 0; i < n && j < m;)
        {
            var at = (i * width) + j;
            var value = like[(i * m) + j];
            if (value > 0 && best[at] <= value + best[at + width + 1])
            {
                pairs.Add((head + i++, head + j++));
            }
            else if (best[at + width] >= best[at + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }
    }
}
