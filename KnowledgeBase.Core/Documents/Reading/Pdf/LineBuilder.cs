namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Joins characters, in the order in which the file writes them, into lines.</summary>
internal static class LineBuilder
{
    /// <param name="tables">Lines that stand for tables, which come in at their place in the file's order.</param>
    public static List<TextLine> Build(int page, IEnumerable<Glyph> glyphs, IReadOnlyList<TextLine>? tables = null)
    {
        var lines = new List<TextLine>();
        var run = new List<Glyph>();
        var waiting = new Queue<TextLine>((tables ?? []).OrderBy(table => table.Order));
        var count = 0;
        foreach (var glyph in glyphs)
        {
            for (; waiting.TryPeek(out var table) && table.Order <= count; waiting.Dequeue())
            {
                if (run.Count > 0) AddRun(page, run, lines);
                run = [];
                lines.Add(table);
            }

            count++;
            if (run.Count > 0 && !Continues(run, glyph))
            {
                AddRun(page, run, lines);
                run = [];
            }

            run.Add(glyph);
        }

        if (run.Count > 0) AddRun(page, run, lines);
        lines.AddRange(waiting);
        return lines;
    }

    /// <summary>The next character stands to the right on the same baseline, without a gap that a column would make.</summary>
    private static bool Continues(List<Glyph> run, Glyph next)
    {
        var last = run[^1];
        if (last.Turn != next.Turn) return false;
        var size = Math.Max(last.Size, next.Size);
        var gap = LineText.Gap(last, next);
        return SameBaseline(last, next, gap) && gap > -0.6f * size && gap < 2.5f * size;
    }

    /// <summary>A run that goes on where the line before left off, such as after a tab or a change of font, joins it.</summary>
    private static void AddRun(int page, List<Glyph> run, List<TextLine> lines)
    {
        if (lines.Count > 0 && lines[^1] is { Table: null } line && line.Turn == run[0].Turn)
        {
            var right = run.Max(glyph => glyph.Right);
            var size = Math.Max(line.Size, run[0].Size);
            if (run[0].Left >= line.Right - (0.6f * size) && SameBaseline(line, run[0], run[0].Left - line.Right))
            {
                line.Add(run);
                return;
            }

            // A label or a marker drawn after the text that it stands before.
            if (right <= line.Left + (0.6f * size) && line.Left - right < 4 * size && SameBaseline(line, run[0], 0))
            {
                line.Insert(run);
                return;
            }
        }

        lines.Add(new TextLine(page, run));
    }

    private static bool SameBaseline(Glyph last, Glyph next, float gap)
    {
        var size = Math.Max(last.Size, next.Size);
        var shift = Math.Abs(last.Baseline - next.Baseline);
        // A raised or lowered mark is smaller, or close to what it belongs to.
        return shift < (next.Confidence > 0 ? 0.5f : 0.25f) * size || (shift < 0.6f * size && gap < 0.6f * size && Math.Min(last.Size, next.Size) < 0.85f * size);
    }

    private static bool SameBaseline(TextLine line, Glyph next, float gap)
    {
        var size = Math.Max(line.Size, next.Size);
        var shift = Math.Abs(line.Baseline - next.Baseline);
        return shift < (next.Confidence > 0 ? 0.5f : 0.25f) * size || (shift < 0.6f * size && gap < 0.6f * size && next.Size < 0.85f * size);
    }
}
