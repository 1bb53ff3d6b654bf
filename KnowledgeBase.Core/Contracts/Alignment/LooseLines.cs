using System.Text;

namespace KnowledgeBase.Core.Contracts.Alignment;

/// <summary>
/// What one format gives as a table's row another gives as lines: 甲方 | 公司 | 住所地 and the same without bars. Lines and
/// rows without a counterpart are paired when, joined, they say the same.
/// </summary>
internal static class LooseLines
{
    private const int MostLines = 60;

    public static void Pair(IReadOnlyList<AlignedUnit> a, IReadOnlyList<AlignedUnit> b)
    {
        var theirs = Loose(b).GroupBy(Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => new Queue<AlignedUnit>(group), StringComparer.Ordinal);
        foreach (var unit in Loose(a))
        {
            if (!theirs.TryGetValue(Key(unit), out var same) || !same.TryDequeue(out var there)) continue;
            unit.Partner = there;
            there.Partner = unit;
        }

        Join(a, b);
        Join(b, a);
    }

    /// <summary>One unit of <paramref name="one"/> that stands as several lines on the other side.</summary>
    private static void Join(IReadOnlyList<AlignedUnit> one, IReadOnlyList<AlignedUnit> many)
    {
        foreach (var unit in Loose(one))
        {
            var whole = Key(unit);
            for (var start = 0; start < many.Count && unit.IsFree; start++)
            {
                if (!IsLoose(many[start]) || !whole.StartsWith(Key(many[start]), StringComparison.Ordinal)) continue;
                var joined = new StringBuilder();
                for (var end = start; end < Math.Min(many.Count, start + MostLines) && IsLoose(many[end]); end++)
                {
                    joined.Append(Key(many[end]));
                    if (joined.Length > whole.Length) break;
                    if (joined.Length < whole.Length || !joined.Equals(whole)) continue;
                    Take(unit, [.. Enumerable.Range(start, end - start + 1).Select(i => many[i])]);
                    break;
                }
            }
        }
    }

    private static void Take(AlignedUnit unit, List<AlignedUnit> lines)
    {
        unit.Partner = lines[0];
        lines[0].Partner = unit;
        foreach (var line in lines.Skip(1))
        {
            line.PartOf = lines[0];
            lines[0].Parts.Add(line);
        }
    }

    private static List<AlignedUnit> Loose(IReadOnlyList<AlignedUnit> units) => [.. units.Where(IsLoose)];

    private static bool IsLoose(AlignedUnit unit) => unit.IsFree && unit.Parts.Count == 0 && unit.Clause.Outside && unit.Canonical.ExactKey.Length > 0;

    private static string Key(AlignedUnit unit) => unit.Canonical.ExactKey.Replace("|", "", StringComparison.Ordinal);
}
