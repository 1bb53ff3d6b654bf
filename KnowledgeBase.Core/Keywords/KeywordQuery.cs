using System.Text.RegularExpressions;
using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Keywords;

/// <summary>
/// What a user asks of keyword search. A quoted string, or one that is nothing but a clause number, is meant literally;
/// anything else is words, any of which may be missing.
/// </summary>
public sealed partial class KeywordQuery
{
    // Grammar, not content: in every clause, so they tell nothing and would mark half of it.
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "是否", "有权", "可以", "如何", "什么", "怎么", "怎样", "如果", "的话", "一个", "the", "a", "an", "of", "to", "in", "is", "are", "and", "or", "may", "can", "what", "when", "how", "does", "do", "for", "if", "by", "be", "it",
    };

    public KeywordQuery(string text)
    {
        var isClause = ClauseNumber().IsMatch(text.Trim());
        Literal = Quoted(text.Trim()) ?? (isClause ? text.Trim() : null);
        ClauseKey = isClause ? FactReader.KeyOfLabel(text.Trim()) : null;
        Facts = Literal is null ? FactTokens.Of(text) : [];
        var tokens = KeywordTokenizer.Split(Literal ?? text).ToArray();
        Terms = [.. tokens.Where(token => !token.EndsRun).Select(token => token.Text).Where(term => !Ignored.Contains(term)).Distinct(StringComparer.Ordinal)];
        if (Literal is not null)
        {
            Phrase = PhraseOf(tokens);
        }
    }

    /// <summary>The string to be found as it stands (in NFKC and lower case); null when the query is words.</summary>
    public string? Literal { get; }

    /// <summary>Key of the clause when the query is nothing but a clause number: it is found in every notation; null otherwise.</summary>
    public string? ClauseKey { get; }

    /// <summary>Tokens of what the query states in figures (<see cref="FactTokens"/>).</summary>
    public IReadOnlyList<string> Facts { get; }

    /// <summary>FTS5 expression that matches every text with <see cref="Literal"/> (and few others); null without one.</summary>
    public string? Phrase { get; }

    /// <summary>Bigrams and words without grammar, each once.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>FTS5 expression: any of the terms. They hold letters and digits only; the quotes keep AND, OR and NEAR words.</summary>
    public static string AnyOf(IEnumerable<string> terms) => string.Join(" OR ", terms.Select(term => $"\"{term}\""));

    private static string? PhraseOf(KeywordToken[] tokens)
    {
        if (tokens.Length == 0)
        {
            return null;
        }

        // The last run may go on in the text. Its end is dropped when a pair before it holds the character already;
        // a character that stands alone may begin a pair: 日 finds 日内.
        var last = tokens[^1];
        var alone = last.EndsRun && (tokens.Length == 1 || tokens[^2].Start + tokens[^2].Length <= last.Start);
        var kept = last.EndsRun && !alone ? tokens[..^1] : tokens;
        return $"\"{string.Join(' ', kept.Select(token => token.Text))}\"{(alone ? " *" : "")}";
    }

    private static string? Quoted(string text) =>
        text.Length > 2 && "\"“”「『".Contains(text[0]) && "\"”“」』".Contains(text[^1]) ? text[1..^1] : null;

    [GeneratedRegex(
        """^(第\s*[0-9０-９一二三四五六七八九十百千零〇两]+\s*[条款项章节](之[一二三四五六七八九十]+)?(第[一二三四五六七八九十百0-9]+[款项])*|([Aa]rticle|[Ss]ection|[Cc]lause)\s+[0-9]+(\.[0-9]+)*|[0-9]+(\.[0-9]+)+)$""",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClauseNumber();
}
