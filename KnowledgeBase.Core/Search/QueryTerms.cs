using System.Text;

namespace KnowledgeBase.Core.Search;

/// <summary>
/// The words of a query that are marked in a hit: CJK bigrams (Chinese writes no spaces) and whole runs of Latin letters
/// and digits, after NFKC and in lower case, so that １５天 marks 15天.
/// </summary>
public sealed class QueryTerms
{
    // Grammar, not content: marking these would colour half of every clause.
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "是否", "有权", "可以", "如何", "什么", "怎么", "怎样", "如果", "的话", "一个", "the", "a", "an", "of", "to", "in", "is", "are", "and", "or", "may", "can", "what", "when", "how", "does", "do", "for", "if", "by", "be", "it",
    };

    private readonly HashSet<string> _terms;

    public QueryTerms(string query) => _terms = [.. Split(query).Select(term => term.Text).Where(term => !Ignored.Contains(term))];

    /// <summary>Parts of <paramref name="text"/> that share terms with the query; neighbours are joined.</summary>
    public IReadOnlyList<TextRange> FindIn(string text)
    {
        var ranges = new List<TextRange>();
        foreach (var (term, start, length) in Split(text))
        {
            if (!_terms.Contains(term))
            {
                continue;
            }

            if (ranges.Count > 0 && ranges[^1] is var last && start <= last.Start + last.Length)
            {
                ranges[^1] = last with { Length = Math.Max(last.Length, start + length - last.Start) };
            }
            else
            {
                ranges.Add(new TextRange(start, length));
            }
        }

        return ranges;
    }

    private static IEnumerable<(string Text, int Start, int Length)> Split(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsCjk(text[i]))
            {
                if (i + 1 < text.Length && IsCjk(text[i + 1]))
                {
                    yield return (text.Substring(i, 2), i, 2);
                }
            }
            else if (char.IsLetterOrDigit(text[i]))
            {
                var start = i;
                while (i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]) && !IsCjk(text[i + 1]))
                {
                    i++;
                }

                yield return (Normalise(text[start..(i + 1)]), start, i + 1 - start);
            }
        }
    }

#pragma warning disable CA1308 // Search is in lower case by custom.
    private static string Normalise(string word) => word.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
#pragma warning restore CA1308

    private static bool IsCjk(char c) => c is (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or '々' or '〇';
}
