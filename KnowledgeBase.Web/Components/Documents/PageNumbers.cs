using System.Globalization;

namespace KnowledgeBase.Web.Components.Documents;

/// <summary>Page numbers as people write them: "1, 3-5".</summary>
public static class PageNumbers
{
    /// <param name="last">The document's last page; ranges may end at it with "3-".</param>
    /// <param name="pages">From 1, in ascending order, each once.</param>
    /// <returns>False when it is not such a list, or names a page that the document does not have.</returns>
    public static bool TryParse(string text, int last, out IReadOnlyList<int> pages)
    {
        var found = new SortedSet<int>();
        pages = [];
        foreach (var part in text.Split([',', '，', '、', ';', '；', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var ends = part.Split(['-', '–', '—', '~', '～'], 2);
            if (!TryNumber(ends[0], out var from)) return false;
            var to = from;
            if (ends.Length == 2 && ends[1].Length == 0) to = last;
            else if (ends.Length == 2 && !TryNumber(ends[1], out to)) return false;
            if (from < 1 || to > last || to < from) return false;
            found.UnionWith(Enumerable.Range(from, to - from + 1));
        }

        pages = [.. found];
        return true;
    }

    /// <summary>The short form: runs of pages as "3-5".</summary>
    public static string Format(IReadOnlyList<int> pages)
    {
        var parts = new List<string>();
        for (var i = 0; i < pages.Count;)
        {
            var end = i;
            while (end + 1 < pages.Count && pages[end + 1] == pages[end] + 1) end++;
            parts.Add(end == i ? Number(pages[i]) : $"{Number(pages[i])}-{Number(pages[end])}");
            i = end + 1;
        }

        return string.Join(", ", parts);
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text.Normalize(System.Text.NormalizationForm.FormKC), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Number(int page) => page.ToString(CultureInfo.InvariantCulture);
}
