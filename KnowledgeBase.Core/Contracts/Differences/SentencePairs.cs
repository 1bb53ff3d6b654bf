using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>Which sentence of one clause is which of another.</summary>
internal static class SentencePairs
{
    private const double Contained = 0.75;

    /// <summary>Pairs in the order of the first; equal sentences first, then the most similar ones.</summary>
    public static List<(int A, int B)> Of(List<Passage> a, List<Passage> b, double least)
    {
        var pairs = new List<(int A, int B)>();
        var takenA = new bool[a.Count];
        var takenB = new bool[b.Count];
        for (var i = 0; i < a.Count; i++)
        {
            for (var j = 0; j < b.Count && !takenA[i]; j++)
            {
                if (!takenB[j] && a[i].Key == b[j].Key) Take(i, j);
            }
        }

        var candidates = new List<(double Similarity, int A, int B)>();
        for (var i = 0; i < a.Count; i++)
        {
            for (var j = 0; j < b.Count; j++)
            {
                if (takenA[i] || takenB[j]) continue;
                var similarity = TokenDiff.Of(a[i].Tokens, b[j].Tokens).Similarity;
                if (similarity >= least) candidates.Add((similarity, i, j));
            }
        }

        foreach (var (_, i, j) in candidates.OrderByDescending(item => item.Similarity).ThenBy(item => Math.Abs(item.A - item.B)).ThenBy(item => item.A).ThenBy(item => item.B))
        {
            if (!takenA[i] && !takenB[j]) Take(i, j);
        }

        // The last one of each side, with neighbours that are paired, is the same sentence written anew.
        var (lastA, lastB) = (Array.FindAll([.. Enumerable.Range(0, a.Count)], i => !takenA[i]), Array.FindAll([.. Enumerable.Range(0, b.Count)], j => !takenB[j]));
        if (lastA.Length == 1 && lastB.Length == 1 && pairs.Count > 0) Take(lastA[0], lastB[0]);
        pairs.Sort();
        return pairs;

        void Take(int i, int j)
        {
            takenA[i] = takenB[j] = true;
            pairs.Add((i, j));
        }
    }

    /// <summary>Whether nearly all words of a sentence stand somewhere in the other clause: it was joined, not removed.</summary>
    public static bool IsSaidIn(Passage sentence, CanonicalClause other)
    {
        var there = other.Content.Select(token => token.Key).ToHashSet(StringComparer.Ordinal);
        var all = sentence.Content.Where(token => token.Kind != TokenKind.Function).ToList();
        if (all.Count == 0) return true;
        // Common words alone prove nothing: the sentence must stand there beside what the other sentences need.
        var diff = TokenDiff.Of(sentence.Tokens, other.Tokens);
        var common = diff.Matches.Sum(match => TokenDiff.WeightOf(sentence.Tokens[match.A]));
        return all.Count(token => there.Contains(token.Key)) >= Contained * all.Count && common >= Contained * sentence.Tokens.Sum(TokenDiff.WeightOf);
    }
}
