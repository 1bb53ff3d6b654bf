namespace KnowledgeBase.Core.Contracts.Segmentation;

/// <summary>What stands above the first numbered clause: title, parties, preamble.</summary>
internal static class FrontMatter
{
    private const int Most = 40;

    public static IEnumerable<string> Lines(IReadOnlyList<Clause> units)
    {
        var taken = 0;
        foreach (var unit in units)
        {
            if (taken++ >= Most || (!unit.Outside && unit.Level != ClauseLevel.Row)) yield break;
            yield return unit.Level == ClauseLevel.Row ? string.Join('：', unit.Cells ?? [unit.Text]) : unit.Text;
        }
    }
}
