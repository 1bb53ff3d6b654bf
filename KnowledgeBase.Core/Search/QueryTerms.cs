using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Keywords;

namespace KnowledgeBase.Core.Search;

/// <summary>The words of a query that are marked in a hit, found however they are written: １５天 marks 15天.</summary>
public sealed class QueryTerms(string query)
{
    private readonly HashSet<string> _terms = [.. new KeywordQuery(query).Terms];

    /// <summary>Parts of <paramref name="text"/> that share terms with the query; neighbours are joined.</summary>
    public IReadOnlyList<TextRange> FindIn(string text)
    {
        var ranges = new List<TextRange>();
        foreach (var token in KeywordTokenizer.Split(text).Where(token => _terms.Contains(token.Text)))
        {
            if (ranges.Count > 0 && ranges[^1] is var last && token.Start <= last.Start + last.Length)
            {
                ranges[^1] = last with { Length = Math.Max(last.Length, token.Start + token.Length - last.Start) };
            }
            else
            {
                ranges.Add(new TextRange(token.Start, token.Length));
            }
        }

        return ranges;
    }
}
