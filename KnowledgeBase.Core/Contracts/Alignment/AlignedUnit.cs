using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Alignment;

/// <summary>A clause while it looks for its counterpart.</summary>
internal sealed class AlignedUnit(Clause clause, CanonicalClause canonical, int index)
{
    private double _norm = -1;

    public Clause Clause { get; } = clause;

    public CanonicalClause Canonical { get; } = canonical;

    /// <summary>Place among the units that it is aligned with.</summary>
    public int Index { get; set; } = index;

    public AlignedUnit? Parent { get; set; }

    public List<AlignedUnit> Children { get; } = [];

    public AlignedUnit? Partner { get; set; }

    /// <summary>Further clauses that are part of the same split or merge.</summary>
    public List<AlignedUnit> Parts { get; } = [];

    /// <summary>The unit whose <see cref="Parts"/> this one is among.</summary>
    public AlignedUnit? PartOf { get; set; }

    public bool Moved { get; set; }

    public bool MovedWithParent { get; set; }

    public double? Cosine { get; set; }

    /// <summary>Its words with their weights, rare ones more.</summary>
    public Dictionary<string, double> Features { get; set; } = [];

    public bool IsFree => Partner is null && PartOf is null;

    /// <summary>A heading that only names what stands under it.</summary>
    public bool IsTitle => Clause.Level == ClauseLevel.Article && Clause.Text.Length <= 60 && (Children.Count > 0 || Clause.Text.Length <= 24);

    /// <summary>“货物”指…, "Services" means …: says what a word means, and nothing that is to be done.</summary>
    public bool IsDefinition { get; } = canonical.Normal.Text.StartsWith('"') && (canonical.Normal.Text.Contains("\"指", StringComparison.Ordinal)
        || canonical.Normal.Text.Contains("\"是指", StringComparison.Ordinal) || canonical.Normal.Text.Contains("\" mean", StringComparison.Ordinal));

    /// <summary>Cosine of the two units' weighted words, 0 to 1.</summary>
    public double SimilarityTo(AlignedUnit other)
    {
        var (few, many) = Features.Count <= other.Features.Count ? (this, other) : (other, this);
        var product = 0.0;
        foreach (var (feature, weight) in few.Features)
        {
            if (many.Features.TryGetValue(feature, out var there)) product += weight * there;
        }

        var norms = Norm * other.Norm;
        return norms == 0 ? 0 : product / norms;
    }

    private double Norm => _norm >= 0 ? _norm : _norm = Math.Sqrt(Features.Values.Sum(weight => weight * weight));
}
