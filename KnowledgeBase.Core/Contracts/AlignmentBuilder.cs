using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Alignment;
using KnowledgeBase.Core.Contracts.Differences;
using KnowledgeBase.Core.Contracts.Tables;

namespace KnowledgeBase.Core.Contracts;

/// <summary>Turns pairs of units into the alignment that is shown, with every difference named.</summary>
internal sealed class AlignmentBuilder
{
    private readonly Pairing _pairing;
    private readonly ComparisonOptions _options;

    private AlignmentBuilder(Pairing pairing, ComparisonOptions options)
    {
        _pairing = pairing;
        _options = options;
    }

    public static IReadOnlyList<ClauseAlignment> Build(Pairing pairing, ComparisonOptions options)
    {
        var builder = new AlignmentBuilder(pairing, options);
        var placed = new List<(double Place, int Order, ClauseAlignment Item)>();
        var last = -1;
        foreach (var unit in pairing.A)
        {
            if (unit.Partner is not null || unit.PartOf is not null)
            {
                if (unit.Partner is not null && !unit.Moved && !unit.MovedWithParent) last = Math.Max(last, unit.Partner.Index);
                continue;
            }

            placed.Add((last + 0.5, unit.Index, Alone(unit, isA: true)));
        }

        foreach (var unit in pairing.B.Where(unit => unit.PartOf is null))
        {
            placed.Add((unit.Index, 0, unit.Partner is { } partner ? builder.Pair(partner, unit) : Alone(unit, isA: false)));
        }

        return [.. placed.OrderBy(item => item.Place).ThenBy(item => item.Order).Select(item => item.Item)];
    }

    private static ClauseAlignment Alone(AlignedUnit unit, bool isA)
    {
        var difference = new Difference
        {
            Kind = isA ? DifferenceKind.Removed : DifferenceKind.Added,
            From = isA ? unit.Clause.Text : "",
            To = isA ? "" : unit.Clause.Text,
            Severity = Severity.High,
            RangeA = isA ? unit.Clause.Range : null,
            RangeB = isA ? null : unit.Clause.Range,
        };
        return new ClauseAlignment
        {
            A = isA ? [unit.Clause.Id] : [],
            B = isA ? [] : [unit.Clause.Id],
            Relation = isA ? ClauseRelation.Removed : ClauseRelation.Added,
            DifferenceKinds = [difference.Kind],
            Differences = [difference],
        };
    }

    private ClauseAlignment Pair(AlignedUnit a, AlignedUnit b)
    {
        var unitsA = Whole(a);
        var unitsB = Whole(b);
        var single = unitsA.Count == 1 && unitsB.Count == 1;
        if (single && a.Clause.Level == ClauseLevel.Row && b.Clause.Level == ClauseLevel.Row) return Row(a, b);
        var (x, y) = (Canonical(unitsA), Canonical(unitsB));
        var verdict = Judge(x, y);
        var differences = DifferenceRanges.Of(x, y, verdict, a.Clause.Range.Start, b.Clause.Range.Start);
        if (!single)
        {
            // Ranges of joined texts refer to no document: the words stay, the places are those of the whole clauses.
            differences = differences.ConvertAll(item => item with { RangeA = null, RangeB = null });
            differences.RemoveAll(item => item.Kind is DifferenceKind.Paraphrase);
            if (!a.Clause.Outside) differences.Insert(0, Structural(unitsA, unitsB));
        }

        if (a.Clause.Label != b.Clause.Label && single) differences.Add(Numbering(a, b));
        if (_options.IgnoreFormat) differences.RemoveAll(item => item.Severity == Severity.Format);
        return new ClauseAlignment
        {
            A = [.. unitsA.Select(unit => unit.Clause.Id)],
            B = [.. unitsB.Select(unit => unit.Clause.Id)],
            Relation = single || a.Clause.Outside ? verdict.Relation : unitsA.Count > 1 ? ClauseRelation.Merged : ClauseRelation.Split,
            DifferenceKinds = [.. differences.Where(item => item.Matters).Select(item => item.Kind).Distinct().Order()],
            Differences = differences,
            Moved = b.Moved,
            MovedWithParent = b.MovedWithParent,
            Lexical = Math.Round(verdict.Similarity, 4),
            Cosine = _pairing.Vectors?.Find(a, b),
            Edits = single && verdict.Relation != ClauseRelation.Identical ? DifferenceRanges.Edits(x, y, a.Clause.Range.Start, b.Clause.Range.Start) : [],
        };
    }

    private ClauseVerdict Judge(CanonicalClause a, CanonicalClause b)
    {
        if (!_pairing.Turned) return ClauseComparer.Compare(a, b, token => _pairing.References.Follow(token, fromA: true));
        var turned = ClauseComparer.Compare(b, a, token => _pairing.References.Follow(token, fromA: false));
        return turned with { Findings = [.. turned.Findings.Select(Mirror)] };
    }

    internal static Finding Mirror(Finding finding) => finding with
    {
        A = finding.B,
        B = finding.A,
        Kind = finding.Kind switch { DifferenceKind.Added => DifferenceKind.Removed, DifferenceKind.Removed => DifferenceKind.Added, var kind => kind },
    };

    private ClauseAlignment Row(AlignedUnit a, AlignedUnit b)
    {
        var differences = RowComparer.Compare(a, b, _pairing.Lexicon).ToList();
        if (_options.IgnoreFormat) differences.RemoveAll(item => item.Severity == Severity.Format);
        return new ClauseAlignment
        {
            A = [a.Clause.Id],
            B = [b.Clause.Id],
            Relation = differences.Exists(item => item.Matters) ? ClauseRelation.Modified
                : differences.Exists(item => item.Kind == DifferenceKind.Paraphrase) ? ClauseRelation.Paraphrase
                : a.Canonical.ExactKey == b.Canonical.ExactKey ? ClauseRelation.Identical : ClauseRelation.Equal,
            DifferenceKinds = [.. differences.Where(item => item.Matters).Select(item => item.Kind).Distinct().Order()],
            Differences = differences,
            Lexical = Math.Round(a.SimilarityTo(b), 4),
        };
    }

    private static List<AlignedUnit> Whole(AlignedUnit unit) => [unit, .. unit.Parts];

    private CanonicalClause Canonical(List<AlignedUnit> units)
    {
        if (units.Count == 1) return units[0].Canonical;
        var chinese = !units[0].Clause.Outside && units[0].Clause.Text.Any(c => c >= '\u2E80');
        return new CanonicalClause(string.Join(chinese ? "" : " ", units.Select(unit => unit.Clause.Text)), _pairing.Lexicon);
    }

    private static Difference Structural(List<AlignedUnit> a, List<AlignedUnit> b) => new()
    {
        Kind = a.Count > 1 ? DifferenceKind.Merged : DifferenceKind.Split,
        Severity = Severity.Info,
        From = string.Join(" + ", a.Select(unit => unit.Clause.Path)),
        To = string.Join(" + ", b.Select(unit => unit.Clause.Path)),
        RangeA = a[0].Clause.Range,
        RangeB = b[0].Clause.Range,
    };

    private static Difference Numbering(AlignedUnit a, AlignedUnit b) => new()
    {
        Kind = DifferenceKind.Numbering,
        Severity = Severity.Format,
        From = a.Clause.Label,
        To = b.Clause.Label,
    };
}
