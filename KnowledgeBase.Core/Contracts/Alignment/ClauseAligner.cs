namespace KnowledgeBase.Core.Contracts.Alignment;

/// <summary>
/// Finds every clause's counterpart: first the same canonical text, then the most similar words with the place among
/// neighbours as a hint, then whatever a given cosine pairs. Never by number alone; the same input gives the same pairs.
/// </summary>
internal sealed class ClauseAligner
{
    private const double Sure = 0.6;
    private const double Likely = 0.42;
    private const double InPlace = 0.2;
    private const double SameMeaning = 0.62;
    private const double AnotherDraft = 0.35;
    private const double AcrossDrafts = 0.12;
    private const double CosineShare = 0.6;
    private readonly IReadOnlyList<AlignedUnit> _a;
    private readonly IReadOnlyList<AlignedUnit> _b;

    private ClauseAligner(IReadOnlyList<AlignedUnit> a, IReadOnlyList<AlignedUnit> b)
    {
        _a = a;
        _b = b;
    }

    /// <param name="cosine">Cosine of two units by the model; null without a model.</param>
    public static void Align(IReadOnlyList<AlignedUnit> a, IReadOnlyList<AlignedUnit> b, Func<AlignedUnit, AlignedUnit, double>? cosine)
    {
        var aligner = new ClauseAligner(a, b);
        aligner.PairEqual();
        aligner.PairSimilar(Sure, context: false);
        aligner.PairArticles();
        SplitsAndMerges.Find(a, b);
        if (aligner.IsAnotherDraft()) aligner.PairAcrossDrafts(cosine);
        aligner.PairSimilar(Likely, context: true);
        aligner.PairArticles();
        aligner.PairInPlace();
        if (cosine is not null) aligner.PairByMeaning(cosine);
        aligner.PairArticles();
        SplitsAndMerges.Find(a, b);
    }

    private static void Pair(AlignedUnit a, AlignedUnit b)
    {
        a.Partner = b;
        b.Partner = a;
    }

    /// <summary>The same text, once on each side; where it stands several times, under the same parent first, then in order.</summary>
    private void PairEqual()
    {
        var theirs = _b.Where(unit => unit.Canonical.CanonicalKey.Length > 0).ToLookup(unit => unit.Canonical.CanonicalKey, StringComparer.Ordinal);
        var groups = _a.Where(unit => unit.Canonical.CanonicalKey.Length > 0).GroupBy(unit => unit.Canonical.CanonicalKey, StringComparer.Ordinal).ToList();
        foreach (var group in groups)
        {
            if (group.Count() == 1 && theirs[group.Key].Count() == 1) Pair(group.First(), theirs[group.Key].First());
        }

        foreach (var group in groups)
        {
            var free = theirs[group.Key].Where(unit => unit.IsFree).ToList();
            foreach (var unit in group.Where(unit => unit.IsFree).ToList())
            {
                var there = free.Find(other => unit.Parent?.Partner is { } parent && parent == other.Parent)
                    ?? free.Find(other => Between(unit, other)) ?? (group.Count() == theirs[group.Key].Count() ? free.FirstOrDefault() : null);
                if (there is null) continue;
                free.Remove(there);
                Pair(unit, there);
            }
        }
    }

    private void PairSimilar(double least, bool context)
    {
        var candidates = new List<(double Score, AlignedUnit A, AlignedUnit B)>();
        foreach (var (a, b) in Candidates())
        {
            var similarity = a.SimilarityTo(b);
            if (similarity < least - (context ? 0.17 : 0)) continue;
            if ((a.IsTitle != b.IsTitle || a.IsDefinition != b.IsDefinition) && similarity < 0.8) continue;
            var score = similarity + (context ? Context(a, b) : 0);
            if (score >= least) candidates.Add((score + (Context(a, b) / 4), a, b));
        }

        foreach (var (_, a, b) in candidates.OrderByDescending(item => item.Score).ThenBy(item => Math.Abs(item.A.Index - item.B.Index)).ThenBy(item => item.A.Index).ThenBy(item => item.B.Index))
        {
            if (a.IsFree && b.IsFree) Pair(a, b);
        }
    }

    /// <summary>Free units of both sides that share a word which is not everywhere.</summary>
    private IEnumerable<(AlignedUnit A, AlignedUnit B)> Candidates()
    {
        var freeA = _a.Where(unit => unit.IsFree).ToList();
        var freeB = _b.Where(unit => unit.IsFree).ToList();
        var byWord = new Dictionary<string, List<AlignedUnit>>(StringComparer.Ordinal);
        foreach (var unit in freeB)
        {
            foreach (var word in unit.Features.Keys)
            {
                if (!byWord.TryGetValue(word, out var units)) byWord[word] = units = [];
                units.Add(unit);
            }
        }

        var common = Math.Max(20, freeB.Count / 3);
        foreach (var a in freeA)
        {
            var seen = new HashSet<AlignedUnit>(ReferenceEqualityComparer.Instance);
            foreach (var word in a.Features.Keys)
            {
                if (!byWord.TryGetValue(word, out var units) || units.Count > common) continue;
                foreach (var b in units)
                {
                    if (seen.Add(b)) yield return (a, b);
                }
            }
        }
    }

    private double Context(AlignedUnit a, AlignedUnit b)
    {
        var bonus = 0.0;
        if (a.Parent is null ? b.Parent is null : a.Parent.Partner is not null && a.Parent.Partner == b.Parent) bonus += 0.08;
        if (Neighbour(_a, a, -1)?.Partner is { } before && before == Neighbour(_b, b, -1)) bonus += 0.05;
        if (Neighbour(_a, a, 1)?.Partner is { } after && after == Neighbour(_b, b, 1)) bonus += 0.05;
        return bonus;
    }

    private static AlignedUnit? Neighbour(IReadOnlyList<AlignedUnit> units, AlignedUnit unit, int step)
    {
        var at = unit.Index + step;
        return at >= 0 && at < units.Count ? units[at] : null;
    }

    private bool Between(AlignedUnit a, AlignedUnit b) =>
        (Neighbour(_a, a, -1)?.Partner is { } before && before == Neighbour(_b, b, -1)) || (Neighbour(_a, a, 1)?.Partner is { } after && after == Neighbour(_b, b, 1));

    /// <summary>Headings whose clauses mostly belong together belong together, whatever they are called.</summary>
    private void PairArticles()
    {
        foreach (var a in _a.Where(unit => unit.IsFree && unit.Children.Count > 0).Reverse().ToList())
        {
            var votes = a.Children.Where(child => child.Partner?.Parent is { IsFree: true }).GroupBy(child => child.Partner!.Parent!)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Index).FirstOrDefault();
            if (votes is null) continue;
            var b = votes.Key;
            if (votes.Count() * 2 > Math.Max(a.Children.Count, b.Children.Count) - 1 && (votes.Count() > 1 || Math.Max(a.Children.Count, b.Children.Count) <= 2)) Pair(a, b);
        }
    }

    /// <summary>The only one without a counterpart at the same place of paired parents, when it is about the same matter.</summary>
    private void PairInPlace()
    {
        foreach (var parent in _a.Where(unit => unit.Partner is not null && unit.Children.Count > 0))
        {
            var freeA = parent.Children.Where(unit => unit.IsFree).ToList();
            var freeB = parent.Partner!.Children.Where(unit => unit.IsFree).ToList();
            foreach (var a in freeA)
            {
                var best = freeB.Where(b => b.IsFree && SamePlace(a, b)).Select(b => (Unit: b, Similarity: a.SimilarityTo(b))).OrderByDescending(item => item.Similarity).FirstOrDefault();
                if (best.Unit is not null && best.Similarity >= InPlace) Pair(a, best.Unit);
            }
        }
    }

    private static bool SamePlace(AlignedUnit a, AlignedUnit b)
    {
        var (x, y) = (Sibling(a, -1), Sibling(b, -1));
        var (z, w) = (Sibling(a, 1), Sibling(b, 1));
        return (x is null ? y is null : x.Partner == y) || (z is null ? w is null : z.Partner == w);
    }

    private static AlignedUnit? Sibling(AlignedUnit unit, int step)
    {
        var siblings = unit.Parent!.Children;
        var at = siblings.IndexOf(unit) + step;
        return at >= 0 && at < siblings.Count ? siblings[at] : null;
    }

    /// <summary>Whether hardly anything stands in both: then it is the same deal in somebody else's words, not a revision.</summary>
    private bool IsAnotherDraft()
    {
        var units = _a.Concat(_b).Where(unit => !unit.IsTitle).ToList();
        return units.Count > 0 && units.Count(unit => !unit.IsFree) < AnotherDraft * units.Count;
    }

    /// <summary>
    /// Of two drafts of one deal each clause with its best counterpart, as long as that one has no better: order and
    /// numbers say nothing here.
    /// </summary>
    private void PairAcrossDrafts(Func<AlignedUnit, AlignedUnit, double>? cosine)
    {
        var freeA = _a.Where(unit => unit.IsFree && !unit.IsTitle).ToList();
        var freeB = _b.Where(unit => unit.IsFree && !unit.IsTitle).ToList();
        var candidates =
            from a in freeA
            from b in freeB
            let score = a.SimilarityTo(b) + (cosine is null ? 0 : CosineShare * Math.Max(0, cosine(a, b))) - (a.IsDefinition != b.IsDefinition ? 0.3 : 0)
            where score >= (cosine is null ? AcrossDrafts : AcrossDrafts + 0.1)
            orderby score descending, a.Index, b.Index
            select (a, b);
        foreach (var (a, b) in candidates.ToList())
        {
            if (a.IsFree && b.IsFree) Pair(a, b);
        }
    }

    private void PairByMeaning(Func<AlignedUnit, AlignedUnit, double> cosine)
    {
        var candidates = new List<(double Score, AlignedUnit A, AlignedUnit B)>();
        foreach (var a in _a.Where(unit => unit.IsFree && !unit.IsTitle))
        {
            foreach (var b in _b.Where(unit => unit.IsFree && !unit.IsTitle))
            {
                var score = cosine(a, b) + (0.35 * a.SimilarityTo(b)) + Context(a, b);
                if (score >= SameMeaning) candidates.Add((score, a, b));
            }
        }

        foreach (var (_, a, b) in candidates.OrderByDescending(item => item.Score).ThenBy(item => item.A.Index).ThenBy(item => item.B.Index))
        {
            if (a.IsFree && b.IsFree) Pair(a, b);
        }
    }
}
