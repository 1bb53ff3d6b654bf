using KnowledgeBase.Core.Contracts;

namespace KnowledgeBase.Web.Components.Contracts;

/// <summary>Which pairs of clauses are shown.</summary>
internal sealed class ComparisonFilter
{
    /// <summary>Unchanged clauses too, and differences of mere form.</summary>
    public bool All { get; set; }

    public ClauseRelation? Relation { get; set; }

    public DifferenceKind? Kind { get; set; }

    /// <summary>Only from this severity on.</summary>
    public Severity Least { get; set; } = Severity.Info;

    public bool Shows(ClauseAlignment item) =>
        (Relation is not { } relation || item.Relation == relation)
        && (Kind is not { } kind || item.Differences.Any(difference => difference.Kind == kind))
        && (All || Relation is not null || item.Moved || item.Differences.Any(Shows) || item.Relation is ClauseRelation.Added or ClauseRelation.Removed);

    public bool Shows(Difference difference) => (All || difference.Severity >= Least) && (Kind is not { } kind || difference.Kind == kind);
}
