namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>
/// The order in which a page's lines are read. Nearly every producer writes text in that order, so the file's order
/// stays; only a line that the file draws after what stands below it (a title drawn last, the value of a form field)
/// goes to its place.
/// </summary>
internal static class ReadingOrder
{
    // Placing is quadratic; a page of so many lines is no text that anybody reads.
    private const int MostLines = 3_000;

    public static List<TextLine> Of(List<TextLine> lines)
    {
        if (lines.Count is < 2 or > MostLines || !JumpsUp(lines)) return lines;
        var order = new LinkedList<TextLine>();
        LinkedListNode<TextLine>? last = null;
        foreach (var line in lines)
        {
            if (last is not null && Follows(last.Value, line) && !IsPassed(last.Next, line))
            {
                last = order.AddAfter(last, line);
                continue;
            }

            if (SameRow(order, line) is { } row)
            {
                row.Insert(line.Glyphs);
                continue;
            }

            var below = FirstBelow(order, line);
            last = below is null ? order.AddLast(line) : order.AddBefore(below, line);
        }

        return [.. order];
    }

    private static bool JumpsUp(List<TextLine> lines)
    {
        var bottoms = new List<TextLine>();
        foreach (var line in lines)
        {
            if (bottoms.Exists(other => Over(line, other) && line.Baseline < other.Baseline + (0.2f * line.Size))) return true;
            bottoms.RemoveAll(other => other.Left >= line.Left && other.Right <= line.Right);
            bottoms.Add(line);
        }

        return false;
    }

    /// <summary>The next line of a column.</summary>
    private static bool Follows(TextLine above, TextLine below) =>
        below.Baseline > above.Baseline + (0.3f * above.Size) && below.Baseline < above.Baseline + (4 * Math.Max(above.Size, below.Size)) && Over(above, below);

    /// <summary>The line already placed next stands above it in the same column.</summary>
    private static bool IsPassed(LinkedListNode<TextLine>? next, TextLine line) =>
        next is not null && Over(next.Value, line) && next.Value.Baseline < line.Baseline - (0.3f * line.Size);

    private static LinkedListNode<TextLine>? FirstBelow(LinkedList<TextLine> order, TextLine line)
    {
        for (var node = order.First; node is not null; node = node.Next)
        {
            if (Over(node.Value, line) && node.Value.Baseline > line.Baseline + (0.3f * line.Size)) return node;
        }

        return null;
    }

    /// <summary>A placed line with a gap exactly where this one stands, such as the blank that a form field fills.</summary>
    private static TextLine? SameRow(LinkedList<TextLine> order, TextLine line)
    {
        foreach (var other in order)
        {
            if (Math.Abs(other.Baseline - line.Baseline) > 0.3f * Math.Max(other.Size, line.Size)) continue;
            var before = other.Glyphs.LastOrDefault(glyph => glyph.Left < line.Left + 0.01f);
            var after = other.Glyphs.FirstOrDefault(glyph => glyph.Left >= line.Left + 0.01f);
            var size = line.Size;
            var fitsBefore = before.Size == 0 || before.Right < line.Left + (0.4f * size);
            var fitsAfter = after.Size == 0 || after.Left > line.Right - (0.4f * size);
            if (!fitsBefore || !fitsAfter) continue;
            var distance = Math.Min(before.Size == 0 ? float.MaxValue : line.Left - before.Right, after.Size == 0 ? float.MaxValue : after.Left - line.Right);
            // What is filled into a form may stand some way from what asks for it.
            var asked = before.Size > 0 && line.Glyphs[0].Filled && distance < 10 * size;
            if (asked || distance < 1.5f * size || (before.Size > 0 && after.Size > 0)) return other;
        }

        return null;
    }

    private static bool Over(TextLine one, TextLine other) =>
        Math.Min(one.Right, other.Right) - Math.Max(one.Left, other.Left) > 0.3f * Math.Min(one.Right - one.Left, other.Right - other.Left);
}
