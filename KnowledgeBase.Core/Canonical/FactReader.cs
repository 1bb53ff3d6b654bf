namespace KnowledgeBase.Core.Canonical;

/// <summary>Reads the figures of Chinese and English texts, so that 壹拾万元整, 10万元 and RMB 100,000 are found as one.</summary>
public static class FactReader
{
    /// <summary>All facts of a text in their order. A number that is part of a larger fact is not one by itself.</summary>
    public static IReadOnlyList<Fact> Read(string text)
    {
        var clause = new CanonicalClause(text, Lexicon.Default);
        var facts = new List<Fact>();
        foreach (var token in clause.Tokens)
        {
            if (KindOf(token) is { } kind) facts.Add(new Fact(kind, token.Key, clause.RangeOf(token, token)));
        }

        return facts;
    }

    /// <summary>The key of a clause's own number, as a reference to it has: "ref:clause:47" for 第四十七条, "ref:clause:4.2" for 4.2; null for a label without a number.</summary>
    public static string? KeyOfLabel(string label)
    {
        if (Read(label) is [{ Kind: FactKind.Reference } reference]) return reference.Key;
        var number = ReferenceReader.NumberOf(label);
        return number.Length > 0 && char.IsAsciiDigit(number[0]) ? "ref:clause:" + number : null;
    }

    private static FactKind? KindOf(Token token) => token.Kind switch
    {
        TokenKind.Amount => FactKind.Amount,
        TokenKind.Percent => FactKind.Percent,
        TokenKind.Duration => FactKind.Duration,
        TokenKind.Date => FactKind.Date,
        TokenKind.Quantity => FactKind.Quantity,
        TokenKind.Code => FactKind.Code,
        TokenKind.Reference => FactKind.Reference,
        _ => null,
    };
}
