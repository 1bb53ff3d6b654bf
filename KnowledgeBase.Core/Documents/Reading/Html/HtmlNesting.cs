using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Core.Documents.Reading.Html;

/// <summary>
/// Takes away elements that nest deeper than any browser follows: the parser looks through all open elements at every
/// tag, so that 50,000 open ones would cost minutes. The text stays.
/// </summary>
internal static partial class HtmlNesting
{
    private const int Deepest = 400;

    // They end by themselves where the next one begins, and so do not nest.
    private static readonly HashSet<string> NotNesting = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th",
        "thead", "tr", "track", "wbr",
    };

    public static string Limit(string html)
    {
        var (depth, copied) = (0, 0);
        StringBuilder? flat = null;
        foreach (var match in Tag().EnumerateMatches(html))
        {
            var tag = html.AsSpan(match.Index, match.Length);
            var closes = tag[1] == '/';
            var name = tag[(closes ? 2 : 1)..].TrimEnd("/> \t\r\n").ToString();
            if (NotNesting.Contains(name)) continue;
            depth = Math.Max(0, depth + (closes ? -1 : 1));
            if (depth < Deepest || (closes && depth == Deepest)) continue;
            flat ??= new StringBuilder(html.Length);
            flat.Append(html, copied, match.Index - copied).Append(' ');
            var end = html.IndexOf('>', match.Index);
            copied = end < 0 ? html.Length : Math.Max(copied, end + 1);
        }

        return flat is null ? html : flat.Append(html, Math.Min(copied, html.Length), html.Length - Math.Min(copied, html.Length)).ToString();
    }

    [GeneratedRegex("</?[A-Za-z][A-Za-z0-9]{0,20}", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
