using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Keywords;

namespace KnowledgeBase.Core.Search;

/// <summary>The words and facts of a query that are marked in a hit, found however they are written: １５天 marks 15天 and 十五天.</summary>
public sealed class QueryTerms(string query)
{
    private readonly HashSet<string> _terms = [.. new KeywordQuery(query).Terms];
    private readonly HashSet<string> _facts = [.. FactReader.Read(query).Select(fact => fact.Key)];

    /// <summary>Parts of <paramref name="text"/> that share terms with the query; neighbours are joined.</summary>
    public IReadOnlyList<TextRange> FindIn(string text)
    {
        var ranges = new List<TextRange>();
        var found = KeywordTokenizer.Split(text).Where(token => _terms.Contains(token.Text)).Select(token => new TextRange(token.Start, token.Length));
        var stated = _facts.Count == 0 ? [] : FactReader.Read(text).Where(fact => _facts.Contains(fact.Key)).Select(fact => fact.Range);
        foreach (var token in found.Concat(stated).OrderBy(range => range.Start))
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
