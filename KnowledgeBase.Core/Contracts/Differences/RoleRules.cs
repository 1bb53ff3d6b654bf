using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>Who does what to whom.</summary>
internal static class RoleRules
{
    private static readonly string[] Unnamed = ["party:any", "party:any!", "party:both", "party:other", "party:third"];

    /// <summary>The same words with the parties exchanged: the heaviest difference that no counting of words shows.</summary>
    public static Finding? Exchanged(Passage a, Passage b)
    {
        var x = Parties(a);
        var y = Parties(b);
        if (x.Count < 2 || x.Count != y.Count || x.Select(Key).SequenceEqual(y.Select(Key), StringComparer.Ordinal)) return null;
        if (!x.Select(Key).Order(StringComparer.Ordinal).SequenceEqual(y.Select(Key).Order(StringComparer.Ordinal), StringComparer.Ordinal)) return null;
        if (!Rest(a).SequenceEqual(Rest(b), StringComparer.Ordinal)) return null;
        var first = Enumerable.Range(0, x.Count).First(i => x[i].Key != y[i].Key);
        return new Finding(DifferenceKind.Party, [x[first]], [y[first]]);
    }

    public static bool SameOrder(Passage a, Passage b) => Parties(a).Select(Key).SequenceEqual(Parties(b).Select(Key), StringComparer.Ordinal);

    /// <summary>A party that only the first names, where only the second names another.</summary>
    public static Finding? Replaced(Passage a, Passage b)
    {
        var x = Named(a);
        var y = Named(b);
        var gone = x.Find(token => !y.Exists(other => other.Key == token.Key));
        var come = y.Find(token => !x.Exists(other => other.Key == token.Key));
        // 甲方 and "the Buyer" cannot be told to be two parties or one when no contract says so.
        return gone is null || come is null || IsLettered(gone) != IsLettered(come) ? null : new Finding(DifferenceKind.Party, [gone], [come]);
    }

    private static bool IsLettered(Token token) => token.Unit.Length == 1;

    private static List<Token> Parties(Passage passage) => [.. passage.Content.Where(token => token.Kind == TokenKind.Party)];

    private static List<Token> Named(Passage passage) => [.. Parties(passage).Where(token => !Unnamed.Contains(token.Key, StringComparer.Ordinal))];

    private static IEnumerable<string> Rest(Passage passage) =>
        passage.Content.Where(token => token.Kind is not (TokenKind.Party or TokenKind.Function)).Select(token => token.Key);

    private static string Key(Token token) => token.Key;
}
