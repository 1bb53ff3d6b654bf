using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>
/// The longest common subsequence of two token lists, in which values and legal words weigh more than words, and words
/// more than particles, and neighbours stay together.
/// </summary>
internal sealed class TokenDiff
{
    private const double Contained = 0.9;
    private const long MaxCells = 6_000_000;
    private readonly IReadOnlyList<Token> _a;
    private readonly IReadOnlyList<Token> _b;

    private TokenDiff(IReadOnlyList<Token> a, IReadOnlyList<Token> b)
    {
        _a = a;
        _b = b;
    }

    /// <summary>Pairs of indices of tokens that are the same on both sides, in order.</summary>
    public List<(int A, int B)> Matches { get; } = [];

    /// <summary>0 to 1: twice the weight of what is common, over the weight of both.</summary>
    public double Similarity { get; private set; }

    /// <summary>
    /// <see cref="Similarity"/>, or nearly 1 when one text stands whole in the other: what was shortened was not reworded.
    /// </summary>
    public double Kinship { get; private set; }

    public static TokenDiff Of(IReadOnlyList<Token> a, IReadOnlyList<Token> b)
    {
        var diff = new TokenDiff(a, b);
        diff.Align();
        var common = diff.Matches.Sum(match => WeightOf(a[match.A]));
        var all = a.Sum(WeightOf) + b.Sum(WeightOf);
        diff.Similarity = all == 0 ? 1 : 2 * common / all;
        var least = Math.Min(a.Sum(WeightOf), b.Sum(WeightOf));
        diff.Kinship = least == 0 ? diff.Similarity : Math.Max(diff.Similarity, Contained * common / least);
        return diff;
    }

    public static double WeightOf(Token token) => token.Kind switch
    {
        TokenKind.Punctuation => 0.1,
        TokenKind.Empty => 0.1,
        TokenKind.Function => 0.4,
        TokenKind.Word => token.Key[0] < '\u2E80' ? 2 : 1,
        TokenKind.Logic => 1,
        _ => 2,
    };

    private void Align()
    {
        var head = 0;
        var ends = (A: _a.Count, B: _b.Count);
        while (head < ends.A && head < ends.B && Same(_a[head], _b[head])) Matches.Add((head, head++));
        var tail = new List<(int, int)>();
        while (ends.A > head && ends.B > head && Same(_a[ends.A - 1], _b[ends.B - 1])) tail.Add((--ends.A, --ends.B));
        AlignMiddle(head, ends.A, head, ends.B);
        tail.Reverse();
        Matches.AddRange(tail);
    }

    private void AlignMiddle(int a0, int a1, int b0, int b1)
    {
        var n = a1 - a0;
        var m = b1 - b0;
        if (n == 0 || m == 0) return;
        // So long a clause without common ends is shown as replaced as a whole rather than computed for seconds.
        if ((long)n * m > MaxCells) return;
        var width = m + 1;
        var best = new float[(n + 1) * width];
        var kept = new bool[(n + 1) * width]; // whether the best way from here begins with a match
        for (var i = n - 1; i >= 0; i--)
        {
            for (var j = m - 1; j >= 0; j--)
            {
                var at = (i * width) + j;
                var skip = Math.Max(best[at + width], best[at + 1]);
                best[at] = skip;
                if (!Same(_a[a0 + i], _b[b0 + j])) continue;
                var after = at + width + 1;
                var weight = (float)WeightOf(_a[a0 + i]) + best[after] + (kept[after] ? 0.3f : 0f);
                if (weight < skip) continue;
                best[at] = weight;
                kept[at] = true;
            }
        }

        for (int i = 0, j = 0; i < n && j < m;)
        {
            var at = (i * width) + j;
            if (kept[at]) Matches.Add((a0 + i++, b0 + j++));
            else if (best[at + width] >= best[at + 1]) i++;
            else j++;
        }
    }

    private static bool Same(Token a, Token b) => a.Kind == b.Kind && a.Key == b.Key;
}
