using KnowledgeBase.Core.Contracts.Alignment;

namespace KnowledgeBase.Core.Contracts.Consistency;

/// <summary>Looks in each contract for what does not fit together, and in the second for references left behind.</summary>
internal static class ConsistencyCheck
{
    public static IEnumerable<ContractWarning> Run(Pairing pairing) =>
    [
        .. ReferenceCheck.Stale(pairing),
        .. Inside(pairing, isA: true),
        .. Inside(pairing, isA: false),
    ];

    private static IEnumerable<ContractWarning> Inside(Pairing pairing, bool isA)
    {
        var units = isA ? pairing.A : pairing.B;
        var side = isA ? "a" : "b";
        return ReferenceCheck.Dangling(pairing, isA).Concat(WordsAndFigures.Check(units, side)).Concat(TableSums.Check(units, side))
            .Concat(BilingualCheck.Check(units, side, pairing.Lexicon)).Concat(UndefinedTerms.Check(units, side))
            .Concat(RecognisedFigures.Check(units, side));
    }
}
