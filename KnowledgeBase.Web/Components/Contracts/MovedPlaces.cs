using KnowledgeBase.Core.Contracts;

namespace KnowledgeBase.Web.Components.Contracts;

/// <summary>The pairs in the second contract's order, and besides each moved clause the place that it left in the first.</summary>
internal static class MovedPlaces
{
    /// <returns>IsLeft: the place in the first contract from which the clause moved away.</returns>
    public static IReadOnlyList<(ClauseAlignment Item, bool IsLeft)> Of(ComparisonResult result)
    {
        var order = result.UnitsA.Select((unit, index) => (unit.Id, index)).ToDictionary(unit => unit.Id, unit => unit.index, StringComparer.Ordinal);
        var left = new Queue<ClauseAlignment>(result.Alignment.Where(item => item.Moved && item.A.Count > 0).OrderBy(item => order[item.A[0]]));
        var places = new List<(ClauseAlignment, bool)>(result.Alignment.Count + left.Count);
        foreach (var item in result.Alignment)
        {
            var stays = item.A.Count > 0 && !item.Moved && !item.MovedWithParent;
            while (stays && left.TryPeek(out var moved) && order[moved.A[0]] < order[item.A[0]]) places.Add((left.Dequeue(), true));
            places.Add((item, false));
        }

        places.AddRange(left.Select(item => (item, true)));
        return places;
    }
}
