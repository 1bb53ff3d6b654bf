using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Alignment;

/// <summary>Which clause a number names in each contract, and what number it has in the other.</summary>
internal sealed class ReferenceMap
{
    private readonly Dictionary<string, AlignedUnit> _a;
    private readonly Dictionary<string, AlignedUnit> _b;

    public ReferenceMap(Pairing pairing)
    {
        _a = Named(pairing.A);
        _b = Named(pairing.B);
    }

    /// <summary>The clause of a side that a reference names; null when it has none of that number.</summary>
    public AlignedUnit? Target(Token reference, bool isA) => (isA ? _a : _b).GetValueOrDefault(reference.Key);

    /// <summary>Whether the numbers of a side are known at all: a contract without numbers has no dangling references.</summary>
    public int Count(bool isA) => (isA ? _a : _b).Count;

    /// <summary>The reference that names, in the other contract, the same clause; null when that clause has no counterpart.</summary>
    public string? Follow(Token reference, bool fromA)
    {
        var target = Target(reference, fromA);
        return target?.Partner is null ? null : KeyOf(target.Partner);
    }

    private static Dictionary<string, AlignedUnit> Named(IReadOnlyList<AlignedUnit> units)
    {
        var named = new Dictionary<string, AlignedUnit>(StringComparer.Ordinal);
        foreach (var unit in units)
        {
            if (KeyOf(unit) is { } key) named.TryAdd(key, unit);
        }

        return named;
    }

    /// <summary>How other clauses name a unit: only what is numbered through the whole contract can be named.</summary>
    private static string? KeyOf(AlignedUnit unit)
    {
        var label = unit.Clause.Label;
        if (label.Length == 0 || unit.Clause.Outside || unit.Clause.Level == ClauseLevel.Item || label.EndsWith('章') || label.EndsWith('节') || label.EndsWith('编')) return null;
        return "ref:clause:" + ReferenceReader.NumberOf(label);
    }
}
