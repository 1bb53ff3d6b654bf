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

    /// <summary>水电费由出租人承担: somebody bears something in one of the two only, where both say who bears what.</summary>
    public static Finding? Burdened(Passage a, Passage b)
    {
        var x = Bearers(a);
        var y = Bearers(b);
        if (x.Count == 0 || y.Count == 0) return null;
        var gone = x.Find(token => !y.Exists(other => other.Key == token.Key));
        var come = y.Find(token => !x.Exists(other => other.Key == token.Key));
        return gone is null && come is null || (gone is not null && come is not null && IsLettered(gone) != IsLettered(come))
            ? null
            : new Finding(DifferenceKind.Party, gone is null ? [] : [gone], come is null ? [] : [come]);
    }

    private static List<Token> Bearers(Passage passage)
    {
        var words = passage.Content.Where(token => token.Kind is not (TokenKind.Function or TokenKind.Modality)).ToList();
        return [.. words.Where((token, i) => token.Kind == TokenKind.Party && !Unnamed.Contains(token.Key, StringComparer.Ordinal) && (Bears(i + 1, false) || Bears(i - 1, true)))];

        bool Bears(int i, bool before) => i >= 0 && i < words.Count && words[i].Key == "concept:liability"
            && (!before || passage.Clause.SurfaceOf(words[i]).EndsWith(" by", StringComparison.Ordinal));
    }

    public static bool IsNamed(Token token) => token.Kind == TokenKind.Party && !Unnamed.Contains(token.Key, StringComparer.Ordinal);

    private static bool IsLettered(Token token) => token.Unit.Length == 1;

    private static List<Token> Parties(Passage passage) => [.. passage.Content.Where(token => token.Kind == TokenKind.Party)];

    private static List<Token> Named(Passage passage) => [.. Parties(passage).Where(token => !Unnamed.Contains(token.Key, StringComparer.Ordinal))];

    private static IEnumerable<string> Rest(Passage passage) =>
        passage.Content.Where(token => token.Kind is not (TokenKind.Party or TokenKind.Function)).Select(token => token.Key);

    private static string Key(Token token) => token.Key;
}
