using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>
/// The tokens at all edited places. One that went at one place and came at another only changed its place, as long as
/// nothing of its kind took its old one; a figure or party must have kept a neighbour too, or it was exchanged.
/// </summary>
internal sealed class EditedPlaces
{
    private readonly HashSet<Token> _relocated = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Token> _settled = new(ReferenceEqualityComparer.Instance);
    private readonly List<Token> _a;
    private readonly List<Token> _b;

    public EditedPlaces(IReadOnlyList<Token> a, IReadOnlyList<Token> b, List<WordingEdit> edits)
    {
        _a = [.. edits.SelectMany(edit => edit.A)];
        _b = [.. edits.SelectMany(edit => edit.B)];
        var contentA = a.Where(IsContent).ToList();
        var contentB = b.Where(IsContent).ToList();
        var free = new List<Token>(_b);
        foreach (var token in _a)
        {
            if (!IsContent(token)) continue;
            var other = free.Find(item => item.Kind == token.Kind && item.Key == token.Key && CanMove(token, item, contentA, contentB, edits));
            if (other is null) continue;
            free.Remove(other);
            _relocated.Add(token);
            _relocated.Add(other);
        }
    }

    /// <summary>The tokens of one place that really came or went, particles left out.</summary>
    public List<Token> Kept(IReadOnlyList<Token> tokens, bool isA) =>
        [.. tokens.Where(token => IsContent(token) && token.Kind != TokenKind.Function && !_relocated.Contains(token))];

    public void Settle(Token a, Token b)
    {
        _settled.Add(a);
        _settled.Add(b);
    }

    /// <summary>Legal words that came or went and met no rival at their place.</summary>
    public (List<Token> A, List<Token> B) Unsettled() => ([.. _a.Where(IsOpen)], [.. _b.Where(IsOpen)]);

    private bool IsOpen(Token token) => token.IsLegalWord && !_relocated.Contains(token) && !_settled.Contains(token);

    private static bool CanMove(Token a, Token b, List<Token> contentA, List<Token> contentB, List<WordingEdit> edits)
    {
        if (!a.IsValue && !a.IsLegalWord) return true;
        if (a.Kind is TokenKind.Logic or TokenKind.RatePeriod) return true;
        if (IsReplaced(a, edits.Find(edit => edit.A.Contains(a))!.B) || IsReplaced(b, edits.Find(edit => edit.B.Contains(b))!.A)) return false;
        if (!a.IsValue && a.Kind is TokenKind.Scope or TokenKind.Term or TokenKind.Threshold or TokenKind.Forum) return true;
        return Neighbours(a, contentA).Intersect(Neighbours(b, contentB), StringComparer.Ordinal).Any();
    }

    /// <summary>Whether the other side has something of the same kind at the same place.</summary>
    private static bool IsReplaced(Token token, IReadOnlyList<Token> opposite) => opposite.Any(other => other.Kind == token.Kind && other.Key != token.Key
        && (token.Kind is not (TokenKind.Scope or TokenKind.Term) || other.Unit == token.Unit));

    private static IEnumerable<string> Neighbours(Token token, List<Token> content)
    {
        var at = content.FindIndex(item => ReferenceEquals(item, token));
        for (var i = Math.Max(0, at - 2); i <= at + 2 && i < content.Count; i++)
        {
            if (i != at && content[i].Kind != TokenKind.Function) yield return content[i].Key;
        }
    }

    private static bool IsContent(Token token) => token.Kind is not (TokenKind.Punctuation or TokenKind.Empty);
}
