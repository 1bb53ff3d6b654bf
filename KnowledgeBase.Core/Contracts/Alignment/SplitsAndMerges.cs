using KnowledgeBase.Core.Contracts.Differences;

namespace KnowledgeBase.Core.Contracts.Alignment;

/// <summary>One clause that stands as several on the other side: its neighbours without a counterpart say the rest of it.</summary>
internal static class SplitsAndMerges
{
    private const double Covered = 0.7;
    private const double Better = 0.06;
    private const int MostParts = 6;

    public static void Find(IReadOnlyList<AlignedUnit> a, IReadOnlyList<AlignedUnit> b)
    {
        Extend(a, b);
        Extend(b, a);
    }

    /// <summary>Free units of <paramref name="many"/> that are the rest of a clause of <paramref name="one"/>.</summary>
    private static void Extend(IReadOnlyList<AlignedUnit> one, IReadOnlyList<AlignedUnit> many)
    {
        foreach (var unit in one)
        {
            if (unit.PartOf is not null || unit.Parts.Count > 0 || unit.Canonical.Content.Count < 8 || unit.IsTitle) continue;
            if (unit.Partner is { Parts.Count: 0 } partner && partner.Canonical.CanonicalKey != unit.Canonical.CanonicalKey) Grow(unit, partner, many);
        }
    }

    private static void Grow(AlignedUnit unit, AlignedUnit partner, IReadOnlyList<AlignedUnit> many)
    {
        var parts = new List<AlignedUnit> { partner };
        var similarity = TokenDiff.Of(unit.Canonical.Content, partner.Canonical.Content).Similarity;
        if (similarity > 0.97) return;
        while (parts.Count < MostParts)
        {
            var grown = false;
            foreach (var next in new[] { At(many, parts[^1].Index + 1), At(many, parts[0].Index - 1) })
            {
                if (next is null || !next.IsFree || next.IsTitle || next.Parts.Count > 0 || (next.Parent != partner.Parent && next.Parent != partner) || Share(next, unit) < Covered) continue;
                var tried = next.Index > parts[^1].Index ? [.. parts, next] : new List<AlignedUnit> { next }.Concat(parts).ToList();
                var now = TokenDiff.Of(unit.Canonical.Content, [.. tried.SelectMany(part => part.Canonical.Content)]).Similarity;
                if (now < similarity + Better) continue;
                (parts, similarity, grown) = (tried, now, true);
                break;
            }

            if (!grown) break;
        }

        if (parts.Count == 1) return;
        unit.Partner = parts[0];
        partner.Partner = null;
        parts[0].Partner = unit;
        parts[0].PartOf = null;
        foreach (var part in parts.Skip(1))
        {
            part.PartOf = parts[0];
            parts[0].Parts.Add(part);
        }
    }

    /// <summary>Share of a unit's words that the other clause has in the same order.</summary>
    private static double Share(AlignedUnit part, AlignedUnit whole)
    {
        var all = part.Canonical.Content.Sum(TokenDiff.WeightOf);
        if (all == 0) return 0;
        return TokenDiff.Of(part.Canonical.Content, whole.Canonical.Content).Matches.Sum(match => TokenDiff.WeightOf(part.Canonical.Content[match.A])) / all;
    }

    private static AlignedUnit? At(IReadOnlyList<AlignedUnit> units, int index) => index >= 0 && index < units.Count ? units[index] : null;
}
