using System.Text;
using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Core.Canonical;

/// <summary>A clause as it is compared: its atoms, and the two keys by which equal clauses are found at once.</summary>
internal sealed class CanonicalClause
{
    public CanonicalClause(string original, Lexicon lexicon)
    {
        Normal = NormalText.Of(original);
        var tokens = ClauseTokenizer.Split(Normal.Text, lexicon);
        DropListEnding(tokens);
        Tokens = tokens;
        Content = [.. Tokens.Where(token => token.Kind is not (TokenKind.Punctuation or TokenKind.Empty))];
        ExactKey = Normal.Text.Replace(" ", "", StringComparison.Ordinal);
        var key = new StringBuilder();
        foreach (var token in Content) key.Append(token.IsValue ? token.Key : SurfaceOf(token)).Append('|');
        CanonicalKey = key.ToString();
    }

    public NormalText Normal { get; }

    public IReadOnlyList<Token> Tokens { get; }

    /// <summary>The tokens without punctuation and without articles.</summary>
    public IReadOnlyList<Token> Content { get; }

    /// <summary>Equal for identical texts.</summary>
    public string ExactKey { get; }

    /// <summary>Equal for texts that differ only in the notation of values and in punctuation.</summary>
    public string CanonicalKey { get; }

    public string SurfaceOf(Token token) => Normal.Text[token.Start..token.End];

    /// <summary>The words of the original from which a token was read.</summary>
    public string WordsOf(Token first, Token last)
    {
        var range = RangeOf(first, last);
        return Normal.Original.Substring(range.Start, range.Length);
    }

    public TextRange RangeOf(Token first, Token last) => Normal.OriginalOf(first.Start, last.End);

    /// <summary>"; or" at the end of an item tells that another follows, which is the list's business.</summary>
    private static void DropListEnding(List<Token> tokens)
    {
        for (var i = tokens.Count - 1; i > 0 && tokens.Count - i <= 2; i--)
        {
            if (tokens[i] is not { Kind: TokenKind.Logic, Key: "logic:and" or "logic:or" } || tokens[i - 1].Kind != TokenKind.Punctuation) continue;
            tokens[i] = tokens[i] with { Kind = TokenKind.Punctuation };
            break;
        }
    }
}
