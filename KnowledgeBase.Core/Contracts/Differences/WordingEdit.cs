using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>A stretch between two common tokens: what the first text has there and what the second has.</summary>
/// <param name="AtA">Index among the first text's tokens at which the stretch begins, also when it is empty.</param>
internal sealed record WordingEdit(IReadOnlyList<Token> A, IReadOnlyList<Token> B, int AtA, int AtB)
{
    public static List<WordingEdit> Between(IReadOnlyList<Token> a, IReadOnlyList<Token> b, IEnumerable<(int A, int B)> matches)
    {
        var edits = new List<WordingEdit>();
        var (i, j) = (0, 0);
        foreach (var (x, y) in matches.Append((a.Count, b.Count)))
        {
            if (x > i || y > j) edits.Add(new WordingEdit([.. a.Skip(i).Take(x - i)], [.. b.Skip(j).Take(y - j)], i, j));
            (i, j) = (x + 1, y + 1);
        }

        return edits;
    }
}
