using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>What it means that one legal word stands where another stood.</summary>
internal static class WordRules
{
    private static readonly string[] Hinted = ["ending", "damages"];

    /// <summary>The kind of difference that a word of the lexicon is about.</summary>
    public static DifferenceKind KindOf(Token token) => token.Kind switch
    {
        TokenKind.Party => DifferenceKind.Party,
        TokenKind.Modality => DifferenceKind.Modality,
        TokenKind.Negation => DifferenceKind.Negation,
        TokenKind.Threshold => DifferenceKind.Threshold,
        TokenKind.Forum => DifferenceKind.Forum,
        TokenKind.Term => token.Unit == "day" ? DifferenceKind.Date : DifferenceKind.Term,
        TokenKind.Logic => DifferenceKind.Logic,
        TokenKind.Scope when token.Unit is "daykind" or "currency" => DifferenceKind.Unit,
        _ => DifferenceKind.Scope,
    };

    /// <summary>Two words of one kind; null when they say the same.</summary>
    public static Finding? Pair(Token a, Token b)
    {
        if (a.Key == b.Key) return null;
        switch (a.Kind)
        {
            case TokenKind.Modality:
                if (a.Unit == b.Unit) return null;
                return new Finding(a.Key.TrimEnd('!') == b.Key.TrimEnd('!') ? DifferenceKind.Negation : DifferenceKind.Modality, [a], [b]);
            case TokenKind.Negation:
                return null;
            case TokenKind.Threshold:
                // 30日内 and 不超过30日 end at the same moment.
                return a.Unit == b.Unit || (IsCap(a) && IsCap(b) && (a.Unit == "within" || b.Unit == "within")) ? null : new Finding(DifferenceKind.Threshold, [a], [b]);
            case TokenKind.Scope or TokenKind.Party when a.Key.TrimEnd('!') == b.Key.TrimEnd('!'):
                return new Finding(DifferenceKind.Negation, [a], [b]);
            case TokenKind.Term when a.Unit == b.Unit && Hinted.Contains(a.Unit, StringComparer.Ordinal):
                return Finding.Advisory(DifferenceKind.Term, a, b, a.Unit);
            default:
                return new Finding(KindOf(a), [a], [b]);
        }
    }

    /// <summary>Whether two words may stand for each other: of one kind, and where kinds have classes, of one class.</summary>
    public static bool AreRivals(Token a, Token b) => a.Kind == b.Kind && a.Kind switch
    {
        TokenKind.Term or TokenKind.Logic => a.Unit == b.Unit,
        TokenKind.Negation => false,
        _ => a.IsLegalWord,
    };

    /// <summary>Whether a word that has no counterpart changes what the clause says.</summary>
    public static bool MattersAlone(Token token) => token.Kind switch
    {
        TokenKind.Party or TokenKind.Modality or TokenKind.Negation => true,
        TokenKind.Threshold => token.Unit != "within",
        TokenKind.Logic => token.Unit is "choice" or "amounts" || token.Key == "logic:unless",
        _ => false,
    };

    private static bool IsCap(Token token) => token.Unit is "le" or "lt" or "within";
}
