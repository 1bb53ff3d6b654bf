using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Tables;

namespace KnowledgeBase.Core.Contracts.Alignment;

/// <summary>Two contracts' units with their counterparts found: clauses, table rows, and what stands around the clauses.</summary>
internal sealed class Pairing
{
    private const int Clauses = 0;
    private const int Around = 1;
    private const int Rows = 2;

    public Pairing(IReadOnlyList<Clause> a, IReadOnlyList<Clause> b, Lexicon lexicon, bool turned, UnitVectors? vectors)
    {
        Lexicon = lexicon;
        Vectors = vectors;
        Turned = turned;
        A = Units(a, lexicon);
        B = Units(b, lexicon);
        ClauseFeatures.Weigh([.. A, .. B]);
        // Clauses only with clauses, rows with rows, and what stands around with its like.
        for (var pool = Clauses; pool <= Rows; pool++)
        {
            var (x, y) = (Pool(A, pool), Pool(B, pool));
            if (turned) (x, y) = (y, x);
            if (pool == Rows) TableAligner.Align(x, y);
            else AlignPool(x, y, pool == Clauses ? vectors : null);
        }

        if (turned) LooseLines.Pair(B, A);
        else LooseLines.Pair(A, B);
        References = new ReferenceMap(this);
    }

    public Lexicon Lexicon { get; }

    /// <summary>Null when no model was asked.</summary>
    public UnitVectors? Vectors { get; }

    /// <summary>Whether the second contract is computed as the first.</summary>
    public bool Turned { get; }

    public IReadOnlyList<AlignedUnit> A { get; }

    public IReadOnlyList<AlignedUnit> B { get; }

    /// <summary>Where references lead.</summary>
    public ReferenceMap References { get; }

    private static void AlignPool(List<AlignedUnit> a, List<AlignedUnit> b, UnitVectors? vectors)
    {
        var indices = a.Concat(b).ToDictionary(unit => unit, unit => unit.Index);
        Number(a);
        Number(b);
        ClauseAligner.Align(a, b, vectors is null ? null : vectors.Cosine);
        Moves.Mark(a);
        foreach (var (unit, index) in indices) unit.Index = index;
    }

    private static void Number(List<AlignedUnit> units)
    {
        for (var i = 0; i < units.Count; i++) units[i].Index = i;
    }

    private static List<AlignedUnit> Pool(IReadOnlyList<AlignedUnit> units, int pool) =>
        [.. units.Where(unit => (unit.Clause.Level == ClauseLevel.Row ? Rows : unit.Clause.Outside ? Around : Clauses) == pool)];

    private static List<AlignedUnit> Units(IReadOnlyList<Clause> clauses, Lexicon lexicon)
    {
        var units = clauses.Select((clause, index) => new AlignedUnit(clause, new CanonicalClause(clause.Text, lexicon), index)).ToList();
        var byId = units.ToDictionary(unit => unit.Clause.Id, StringComparer.Ordinal);
        foreach (var unit in units)
        {
            if (unit.Clause.Parent is not { } parent || !byId.TryGetValue(parent, out var above)) continue;
            unit.Parent = above;
            above.Children.Add(unit);
        }

        return units;
    }
}
