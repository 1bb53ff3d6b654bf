namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Finds for each line where its column begins and ends, from the lines that it is read with.</summary>
internal static class Columns
{
    /// <param name="lines">Lines of one page in reading order.</param>
    public static void Assign(IReadOnlyList<TextLine> lines)
    {
        var first = 0;
        for (var i = 1; i <= lines.Count; i++)
        {
            if (i < lines.Count && Follows(lines[i - 1], lines[i])) continue;
            AssignFlow([.. lines.Skip(first).Take(i - first)], lines);
            first = i;
        }
    }

    private static bool Follows(TextLine above, TextLine below) =>
        below.Baseline > above.Baseline - (0.3f * above.Size) && Math.Min(above.Right, below.Right) > Math.Max(above.Left, below.Left) - above.Size;

    private static void AssignFlow(IReadOnlyList<TextLine> flow, IReadOnlyList<TextLine> page)
    {
        var left = flow.Min(line => line.Left);
        var right = Edge(flow);
        if (flow.Count < 3)
        {
            // Too few lines tell little: the page's other lines over the same place do.
            var over = page.Where(line => line.Left < flow.Max(own => own.Right) && line.Right > left).ToList();
            right = Math.Max(flow.Max(line => line.Right), Edge(over));
        }

        foreach (var line in flow) line.Column = (left, Math.Max(right, line.Right));
    }

    /// <summary>The right edge that at least two lines reach, or the only one there is.</summary>
    private static float Edge(IReadOnlyList<TextLine> lines)
    {
        var rights = lines.Select(line => line.Right).OrderDescending().ToList();
        for (var i = 0; i + 1 < rights.Count; i++)
        {
            if (rights[i] - rights[i + 1] < lines[0].Size) return rights[i];
        }

        return rights[0];
    }
}
