using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>A clause, or one of its sentences, under comparison.</summary>
internal sealed class Passage
{
    public Passage(CanonicalClause clause, IReadOnlyList<Token> tokens)
    {
        Clause = clause;
        Tokens = tokens;
        Content = [.. tokens.Where(token => token.Kind is not (TokenKind.Punctuation or TokenKind.Empty))];
        Key = string.Join('|', Content.Select(token => token.IsValue ? token.Key : clause.SurfaceOf(token)));
    }

    public CanonicalClause Clause { get; }

    public IReadOnlyList<Token> Tokens { get; }

    public IReadOnlyList<Token> Content { get; }

    /// <summary>Equal for passages that differ only in notation and punctuation.</summary>
    public string Key { get; }

    public bool IsChinese => Tokens.Count(token => Clause.Normal.Text[token.Start] >= '\u2E80' && token.Kind != TokenKind.Punctuation) * 2 >= Content.Count;

    public bool Has(TokenKind kind, params string[] keys) => Content.Any(token => token.Kind == kind && keys.Contains(token.Key, StringComparer.Ordinal));

    /// <summary>Sentences end with 。；!? or a full stop before a space; a clause without any is one sentence.</summary>
    public static List<Passage> Sentences(CanonicalClause clause)
    {
        var text = clause.Normal.Text;
        var sentences = new List<Passage>();
        var current = new List<Token>();
        foreach (var token in clause.Tokens)
        {
            current.Add(token);
            var ends = token.Kind == TokenKind.Punctuation && (token.Key is "。" or ";" or "!" or "?" || (token.Key == "." && (token.End >= text.Length || text[token.End] == ' ')));
            if (ends) Close();
        }

        Close();
        return sentences;

        void Close()
        {
            var sentence = new Passage(clause, [.. current]);
            if (sentence.Content.Count > 0) sentences.Add(sentence);
            current.Clear();
        }
    }
}
