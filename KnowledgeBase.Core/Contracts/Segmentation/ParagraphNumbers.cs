namespace KnowledgeBase.Core.Contracts.Segmentation;

/// <summary>
/// Chinese articles count their unnumbered paragraphs (款). Where an article has several, a clause is cited with the one
/// it stands in: 第七条第二款, 第七条第二款（一）.
/// </summary>
internal static class ParagraphNumbers
{
    private const string Digits = "零一二三四五六七八九";
    private const int LongestTitle = 24;

    public static IReadOnlyList<Clause> Cite(List<Clause> units)
    {
        var byId = units.ToDictionary(unit => unit.Id);
        var children = units.Where(unit => unit.Parent is not null).ToLookup(unit => unit.Parent!);
        var cited = new Dictionary<string, string>();
        foreach (var article in units.Where(unit => unit.Path.StartsWith('第') && unit.Label.EndsWith('条')))
        {
            var paragraphs = children[article.Id].Where(unit => unit.Label.Length == 0).ToList();
            if (!IsTitle(article.Text)) paragraphs.Insert(0, article);
            if (paragraphs.Count < 2) continue;
            for (var i = 0; i < paragraphs.Count; i++) cited[paragraphs[i].Id] = $"{article.Path}第{Number(i + 1)}款";
        }

        return [.. units.Select(unit => unit with { Path = Path(unit) })];

        string Path(Clause unit)
        {
            if (cited.TryGetValue(unit.Id, out var path)) return path;
            // An item's parent may be the paragraph that announced it.
            if (unit.Parent is { } parent && cited.TryGetValue(parent, out var above) && unit.Level == ClauseLevel.Item
                && byId[parent].Level == ClauseLevel.Para && unit.Path.StartsWith(byId[parent].Path, StringComparison.Ordinal))
            {
                return above + unit.Path[byId[parent].Path.Length..];
            }

            return unit.Path;
        }
    }

    private static bool IsTitle(string text) => text.Length <= LongestTitle && !text.Contains('。') && !text.EndsWith('；') && !text.EndsWith('：');

    /// <summary>1 to 99 in Chinese.</summary>
    private static string Number(int number) => number switch
    {
        < 10 => Digits[number].ToString(),
        10 => "十",
        < 20 => "十" + Digits[number % 10],
        _ => $"{Digits[number / 10 % 10]}十{(number % 10 == 0 ? "" : Digits[number % 10])}",
    };
}
