namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>
/// The order in which a page's lines are read. Nearly every producer writes text in that order; only where the file
/// jumps up inside one column is the page cut along its white space instead.
/// </summary>
internal static class ReadingOrder
{
    public static List<TextLine> Of(List<TextLine> lines) => lines.Count < 2 || !JumpsUp(lines) ? lines : Cut(lines, 0);

    private static bool JumpsUp(List<TextLine> lines)
    {
        int jumps = 0;
        for (var i = 1; i < lines.Count; i++)
        {
            var (before, after) = (lines[i - 1], lines[i]);
            var overlap = Math.Min(before.Right, after.Right) - Math.Max(before.Left, after.Left);
            if (after.Baseline < before.Baseline - (0.8f * before.Size) && overlap > 0.3f * Math.Min(before.Right - before.Left, after.Right - after.Left)) jumps++;
        }

        return jumps > 0;
    }

    /// <summary>Recursive cuts: across the page where a band of white goes through, else down a gutter.</summary>
    private static List<TextLine> Cut(List<TextLine> lines, int depth)
    {
        if (lines.Count < 2 || depth > 24) return Rows(lines);
        var size = lines.Select(line => line.Size).Order().ElementAt(lines.Count / 2);
        // A gutter that all lines respect is a column; look for it first unless a wide band of white separates parts.
        if (Split(lines, line => (line.Left, line.Right), 1.2f * size) is { } columns && columns.All(column => column.Count > 1 || lines.Count < 4))
        {
            return [.. columns.SelectMany(column => Cut(column, depth + 1))];
        }

        if (Split(lines, line => (line.Top, line.Bottom), 0.35f * size) is { } bands)
        {
            // Bands that are one under the other in the same columns stay together.
            return [.. Merged(bands, size).SelectMany(band => Cut(band, depth + 1))];
        }

        return Rows(lines);
    }

    private static List<List<TextLine>>? Split(List<TextLine> lines, Func<TextLine, (float From, float To)> extent, float gap)
    {
        var sorted = lines.OrderBy(line => extent(line).From).ToList();
        List<List<TextLine>> parts = [[sorted[0]]];
        var end = extent(sorted[0]).To;
        foreach (var line in sorted.Skip(1))
        {
            var (from, to) = extent(line);
            if (from > end + gap) parts.Add([]);
            parts[^1].Add(line);
            end = Math.Max(end, to);
        }

        return parts.Count > 1 ? parts : null;
    }

    /// <summary>Joins neighbouring bands as long as the same gutter goes through all of them.</summary>
    private static List<List<TextLine>> Merged(List<List<TextLine>> bands, float size)
    {
        var merged = new List<List<TextLine>>();
        List<List<TextLine>>? columns = null;
        foreach (var band in bands)
        {
            List<TextLine>? together = merged.Count > 0 ? [.. merged[^1], .. band] : null;
            var split = together is null ? null : Split(together, line => (line.Left, line.Right), 1.2f * size);
            var alone = Split(band, line => (line.Left, line.Right), 1.2f * size);
            if (together is not null && split is not null && columns is not null && (alone is not null || band.Count > 0) && split.Count == columns.Count)
            {
                merged[^1] = together;
                columns = split;
                continue;
            }

            merged.Add([.. band]);
            columns = alone;
        }

        return merged;
    }

    /// <summary>From top to bottom; what stands on one baseline becomes one line.</summary>
    private static List<TextLine> Rows(List<TextLine> lines)
    {
        var rows = new List<TextLine>();
        foreach (var line in lines.OrderBy(line => line.Baseline).ThenBy(line => line.Left))
        {
            var row = rows.LastOrDefault();
            if (row is not null && Math.Abs(row.Baseline - line.Baseline) < 0.3f * Math.Max(row.Size, line.Size) && (line.Left >= row.Right - 1 || line.Right <= row.Left + 1))
            {
                row.Insert(line.Glyphs);
            }
            else
            {
                rows.Add(line);
            }
        }

        return rows;
    }
}
