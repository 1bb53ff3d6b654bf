namespace KnowledgeBase.Core.Contracts.Alignment;

/// <summary>
/// Which clauses stand at another place: what is not in the heaviest sequence of pairs that keeps its order. Insertions
/// and removals move nothing, and what only follows its article is not moved by itself.
/// </summary>
internal static class Moves
{
    public static void Mark(IReadOnlyList<AlignedUnit> a)
    {
        foreach (var unit in OutOfOrder(a.Where(unit => unit.Parent is null && unit.Partner is { Parent: null }))) unit.Moved = unit.Partner!.Moved = true;
        foreach (var parent in a.Where(unit => unit.Partner is not null))
        {
            foreach (var unit in OutOfOrder(parent.Children.Where(child => child.Partner is not null && child.Partner.Parent == parent.Partner))) unit.Moved = unit.Partner!.Moved = true;
        }

        var strayed = OutOfOrder(a.Where(unit => unit.Partner is not null && !unit.Moved && !IsUnderMoved(unit))).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var unit in a.Where(unit => unit.Partner is not null && !unit.Moved))
        {
            if (unit.Parent?.Partner is { } parent && parent == unit.Partner!.Parent)
            {
                unit.MovedWithParent = unit.Partner.MovedWithParent = IsUnderMoved(unit);
                continue;
            }

            if ((unit.Parent is null && unit.Partner!.Parent is null) || !HasOtherParents(unit) && !strayed.Contains(unit)) continue;
            unit.Moved = unit.Partner!.Moved = true;
        }
    }

    /// <summary>Both parents have counterparts, and they are not each other.</summary>
    private static bool HasOtherParents(AlignedUnit unit) =>
        unit.Parent?.Partner is not null && unit.Partner!.Parent?.Partner is not null && unit.Parent.Partner != unit.Partner.Parent;

    private static bool IsUnderMoved(AlignedUnit unit)
    {
        for (var above = unit.Parent; above is not null; above = above.Parent)
        {
            if (above.Moved) return true;
        }

        return false;
    }

    private static List<AlignedUnit> OutOfOrder(IEnumerable<AlignedUnit> paired)
    {
        var units = paired.OrderBy(unit => unit.Index).ToList();
        var best = new double[units.Count];
        var previous = new int[units.Count];
        for (var i = 0; i < units.Count; i++)
        {
            previous[i] = -1;
            var under = 0.0;
            for (var j = 0; j < i; j++)
            {
                if (units[j].Partner!.Index >= units[i].Partner!.Index || best[j] <= under) continue;
                under = best[j];
                previous[i] = j;
            }

            best[i] = under + Weight(units[i]);
        }

        var kept = new HashSet<AlignedUnit>(ReferenceEqualityComparer.Instance);
        var last = -1;
        for (var i = 0; i < units.Count; i++)
        {
            if (last < 0 || best[i] > best[last]) last = i;
        }

        for (; last >= 0; last = previous[last]) kept.Add(units[last]);
        return [.. units.Where(unit => !kept.Contains(unit))];
    }

    /// <summary>An article counts with all that it holds: the shorter of two exchanged ones is the one that moved.</summary>
    private static double Weight(AlignedUnit unit) => 1000 + Characters(unit) + Characters(unit.Partner!);

    private static double Characters(AlignedUnit unit) => unit.Clause.Text.Length + unit.Children.Sum(Characters);
}
