using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>"prior written notice" and "prior notice in writing": English words that only stand in another order or form.</summary>
internal static class SameWords
{
    /// <summary>Takes findings away whose words, taken together, are the same on both sides.</summary>
    public static bool Cancel(Passage a, Passage b, List<Finding> content)
    {
        if (content.Count < 2) return false;
        var x = Words(a, content.SelectMany(finding => finding.A));
        var y = Words(b, content.SelectMany(finding => finding.B));
        if (x.Count == 0 || !x.SequenceEqual(y, StringComparer.Ordinal)) return false;
        content.Clear();
        return true;
    }

    private static List<string> Words(Passage passage, IEnumerable<Token> tokens) =>
    [
        .. tokens.SelectMany(token => passage.Clause.SurfaceOf(token).Replace("in writing", "written", StringComparison.Ordinal).Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries))
            .Select(EnglishStem.Of).Order(StringComparer.Ordinal),
    ];
}
