using System.Text;

namespace KnowledgeBase.Core.Documents.Reading.Office;

/// <summary>
/// Finds the blocks of a text again in its preview, in order: by their first letters and digits, without numbers, which
/// LibreOffice may show in another form. A block that the preview lacks does not carry the others away.
/// </summary>
public sealed class PreviewAlignment
{
    private const int LongestProbe = 24; // letters and digits of a block that are looked for
    private const int ShortestProbe = 3;
    private const int Window = 20_000; // how far ahead: a block that LibreOffice lost must not carry the others away

    private readonly DocumentText _text;
    private readonly List<(int Start, int Page, LineBox? Box)> _lines = [];
    private readonly SortedDictionary<int, int> _found = [];
    private readonly int _length;

    public PreviewAlignment(DocumentText text, DocumentText preview)
    {
        _text = text;
        var all = new StringBuilder();
        foreach (var block in preview.Blocks)
        {
            foreach (var (page, part, box) in PartsOf(block))
            {
                _lines.Add((all.Length, page, box));
                all.Append(Plain(part));
            }
        }

        _length = all.Length;
        Find(all.ToString());
    }

    /// <summary>The page on which each block begins, by its index; a block that was not found again is left out.</summary>
    public IReadOnlyDictionary<int, int> Pages => _found.ToDictionary(found => found.Key, found => PageAt(found.Value));

    /// <summary>The lines of the preview that hold some blocks.</summary>
    /// <param name="first">Index of the first block.</param>
    /// <param name="last">Index of the last one.</param>
    public IReadOnlyList<LineBox> Boxes(int first, int last)
    {
        var found = _found.Where(found => found.Key >= first && found.Key <= last).ToList();
        if (found.Count == 0) return [];
        // From the first that was found to the end of the last one; its text alone, since its number stands before the place.
        var (start, end) = (found[0].Value, found[^1].Value + Math.Max(1, Plain(_text.Blocks[found[^1].Key].Text).Length));
        var boxes = new List<LineBox>();
        for (var i = 0; i < _lines.Count; i++)
        {
            var lineEnd = i + 1 < _lines.Count ? _lines[i + 1].Start : _length;
            if (_lines[i].Box is { } box && _lines[i].Start < end && start < lineEnd) boxes.Add(box);
        }

        return boxes;
    }

    /// <summary>The blocks of a page of the preview, from one index up to another (exclusive).</summary>
    public (int Start, int End) BlocksOf(int page)
    {
        var (start, end) = (-1, 0);
        var at = 1;
        for (var i = 0; i < _text.Blocks.Count; i++)
        {
            if (_found.TryGetValue(i, out var place)) at = PageAt(place);
            if (at != page) continue;
            if (start < 0) start = i;
            end = i + 1;
        }

        return start < 0 ? (0, 0) : (start, end);
    }

    private void Find(string whole)
    {
        var from = 0;
        for (var i = 0; i < _text.Blocks.Count; i++)
        {
            var block = _text.Blocks[i];
            var probe = Plain(block.Text.Length > 0 ? block.Text : block.Line);
            if (probe.Length > LongestProbe) probe = probe[..LongestProbe];
            if (probe.Length < ShortestProbe || from >= whole.Length) continue;
            // The shorter the probe, the sooner it is found where it does not belong.
            var window = Math.Min(Math.Min(Window, probe.Length * 200), whole.Length - from);
            var at = whole.IndexOf(probe, from, window, StringComparison.Ordinal);
            if (at < 0) continue;
            _found[i] = at;
            from = at + probe.Length;
        }
    }

    private int PageAt(int place) => _lines.FindLast(line => line.Start <= place).Page;

    /// <summary>A block may go over a page: its lines know theirs.</summary>
    private static IEnumerable<(int Page, string Text, LineBox? Box)> PartsOf(DocumentBlock block) => block.Boxes is { Count: > 0 } boxes
        ? boxes.Select(box => (box.Page, block.Line.Substring(box.Start, box.Length), (LineBox?)box))
        : [(block.Page ?? 1, block.Line, null)];

    private static string Plain(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit));
}
