using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>Where disputes go, and by which law: court or arbitration, its place, the governing law.</summary>
internal static class ForumRules
{
    private const int Near = 8;

    /// <summary>A clause that settles where disputes go; one that merely mentions the law is none.</summary>
    public static bool IsAboutForum(Passage passage)
    {
        if (passage.Has(TokenKind.Forum, "forum:arbitration", "forum:commission", "forum:jurisdiction")) return true;
        if (passage.Has(TokenKind.Forum, "forum:court")) return true;
        var text = passage.Clause.Normal.Text;
        return passage.Has(TokenKind.Forum, "forum:law")
            && (text.Contains("适用", StringComparison.Ordinal) || text.Contains("管辖", StringComparison.Ordinal)
                || text.Contains("govern", StringComparison.Ordinal) || text.Contains("construed", StringComparison.Ordinal));
    }

    /// <summary>
    /// A forum word that came or went, 甲方所在地 for 乙方所在地, or another name beside a forum word; what else changed at
    /// the place belongs to it.
    /// </summary>
    public static Finding? Judge(Passage a, Passage b, WordingEdit edit, IReadOnlyList<Token> keptA, IReadOnlyList<Token> keptB)
    {
        if (keptA.Concat(keptB).Any(token => token.IsValue)) return null;
        var isNamed = keptA.Concat(keptB).Any(token => token.Kind == TokenKind.Forum && token.Key != "forum:dispute");
        var isPlace = keptA.Count > 0 && keptB.Count > 0 && keptA.Concat(keptB).All(token => token.Kind is TokenKind.Party or TokenKind.Word or TokenKind.Concept or TokenKind.Logic or TokenKind.Forum)
            && (IsBesideForum(a, edit.AtA, edit.A.Count) || IsBesideForum(b, edit.AtB, edit.B.Count));
        return isNamed || isPlace ? new Finding(DifferenceKind.Forum, keptA, keptB) : null;
    }

    private static bool IsBesideForum(Passage passage, int at, int count)
    {
        var from = Math.Max(0, at - Near);
        var to = Math.Min(passage.Tokens.Count, at + count + Near);
        for (var i = from; i < to; i++)
        {
            if (passage.Tokens[i] is { Kind: TokenKind.Forum } token && token.Key != "forum:dispute") return true;
        }

        return false;
    }
}
