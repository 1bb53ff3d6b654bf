using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Core.Documents.Reading.Pdf;

/// <summary>Finds what belongs to the sheets and not to the text: running headers and footers, page numbers, watermarks.</summary>
internal static partial class PageFurniture
{
    private const float Zone = 0.13f;

    /// <summary>The lines of each page that are furniture, with what they are.</summary>
    public static Dictionary<TextLine, BlockKind> Find(IReadOnlyList<PageLayout> pages)
    {
        var found = new Dictionary<TextLine, BlockKind>();
        // Header or footer may have several lines, the outermost decided first.
        for (var round = 0; round < 4; round++)
        {
            var before = found.Count;
            Outermost(pages, found, header: true);
            Outermost(pages, found, header: false);
            if (found.Count == before) break;
        }

        Watermarks(pages, found);
        return found;
    }

    private static void Outermost(IReadOnlyList<PageLayout> pages, Dictionary<TextLine, BlockKind> found, bool header)
    {
        var candidates = new List<(int Index, string Key, float Y, List<TextLine> Row)>();
        for (var index = 0; index < pages.Count; index++)
        {
            var height = pages[index].Height;
            var left = pages[index].Lines.Where(line => !found.ContainsKey(line) && line.Table is null).ToList();
            if (left.Count == 0) continue;
            var edge = header ? left.MinBy(line => line.Baseline)! : left.MaxBy(line => line.Baseline)!;
            if (header ? edge.Bottom > height * Zone : edge.Top < height * (1 - Zone)) continue;
            var row = left.Where(line => Math.Abs(line.Baseline - edge.Baseline) < 0.4f * edge.Size).OrderBy(line => line.Left).ToList();
            if (row.Count == left.Count && pages.Count == 1 && !PageNumber().IsMatch(RowText(row))) continue;
            candidates.Add((index, Key(RowText(row)), edge.Baseline, row));
        }

        foreach (var group in candidates.GroupBy(candidate => candidate.Key))
        {
            foreach (var candidate in group)
            {
                var alike = group.Count(other => Math.Abs(other.Y - candidate.Y) < 4);
                var repeated = alike >= 2 && (alike >= 4 || alike * 10 >= pages.Count * 3);
                if (repeated || IsPageNumber(RowText(candidate.Row), candidate.Index))
                {
                    foreach (var line in candidate.Row) found[line] = header ? BlockKind.Header : BlockKind.Footer;
                }
            }
        }
    }

    private static string RowText(List<TextLine> row) => string.Join(' ', row.Select(line => line.Text));

    /// <summary>The same on every page but for numbers.</summary>
    private static string Key(string text)
    {
        var folded = Digits().Replace(text.Normalize(NormalizationForm.FormKC), "#").Replace(" ", "", StringComparison.Ordinal);
        return Roman().IsMatch(folded) ? "#" : folded;
    }

    private static bool IsPageNumber(string text, int index)
    {
        var match = PageNumber().Match(text);
        return match.Success && (!match.Groups["bare"].Success || match.Groups["bare"].Value == (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Large text at the same place on most pages, over the text of the page.</summary>
    private static void Watermarks(IReadOnlyList<PageLayout> pages, Dictionary<TextLine, BlockKind> found)
    {
        if (pages.Count < 3) return;
        var all = pages.SelectMany(page => page.Lines).Where(line => !found.ContainsKey(line) && line.Table is null).ToList();
        if (all.Count == 0) return;
        var body = all.Select(line => line.Size).Order().ElementAt(all.Count / 2);
        var repeated = all.Where(line => line.Size > 1.6f * body)
            .GroupBy(line => (Key(line.Text), MathF.Round(line.Baseline / 4)))
            .Where(group => group.Select(line => line.Page).Distinct().Count() * 2 > pages.Count);
        foreach (var line in repeated.SelectMany(group => group)) found[line] = BlockKind.Header;
    }

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex("^[-–—]?[ivxlcIVXLC]{1,7}[-–—]?$", RegexOptions.None, 1000)]
    private static partial Regex Roman();

    [GeneratedRegex(
        @"^\s*(?:[-–—~·•|\[]+\s*\d{1,4}\s*[-–—~·•|\]]+|(?<bare>\d{1,4})|第?\s*\d{1,4}\s*页(?:\s*[,，/／、]?\s*[（(]?共\s*\d{1,4}\s*页[)）]?)?|第\s*[一二三四五六七八九十百]{1,5}\s*页|共\s*\d{1,4}\s*页\s*[,，/／]?\s*第\s*\d{1,4}\s*页|(?:[Pp]age\s*)?\d{1,4}\s*(?:/|／|of|OF|Of)\s*\d{1,4}|[Pp]age\s*:?\s*\d{1,4}|PAGE\s*\d{1,4}(?:\s*OF\s*\d{1,4})?)\s*$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageNumber();
}
