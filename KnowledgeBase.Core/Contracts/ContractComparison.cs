using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Alignment;
using KnowledgeBase.Core.Contracts.Consistency;
using KnowledgeBase.Core.Contracts.Segmentation;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Core.Contracts;

/// <summary>
/// Compares two contracts, clause by clause. Pairs are found by words, and by the model's vectors only where words find
/// none; what differs is decided by rules alone, so that the same two contracts always give the same result.
/// </summary>
public sealed class ContractComparison(IEmbeddingEngine? engine = null)
{
    /// <summary>Compares; asks the model, when one is ready and allowed, about clauses that no words pair.</summary>
    public async Task<ComparisonResult> CompareAsync(DocumentText a, DocumentText b, ComparisonOptions options, CancellationToken cancellationToken)
    {
        var vectors = options.UseModel ? await UnitVectors.LoadAsync(engine, a, b, cancellationToken) : null;
        return await Task.Run(() => Compare(a, b, options, vectors), cancellationToken);
    }

    /// <summary>Compares without any model.</summary>
    public static ComparisonResult Compare(DocumentText a, DocumentText b, ComparisonOptions? options = null) => Compare(a, b, options ?? new ComparisonOptions(), null);

    /// <summary>Compares two clause texts.</summary>
    public static TextComparison CompareTexts(string a, string b) => TextComparer.Compare(a, b);

    private static ComparisonResult Compare(DocumentText a, DocumentText b, ComparisonOptions options, UnitVectors? vectors)
    {
        // One of the two directions is computed and the other is its mirror image, so that both always agree.
        var turned = string.CompareOrdinal(a.PlainText, b.PlainText) > 0;
        var (unitsA, unitsB) = (ClauseSegmenter.Split(a, "a"), ClauseSegmenter.Split(b, "b"));
        var names = PartyNames.Read(FrontMatter.Lines(unitsA).Concat(FrontMatter.Lines(unitsB)).Order(StringComparer.Ordinal)).ToList();
        var lexicon = names.Count == 0 ? Lexicon.Default : Lexicon.Default.With(names);
        var pairing = new Pairing(unitsA, unitsB, lexicon, turned, vectors);
        var alignment = AlignmentBuilder.Build(pairing, options);
        return new ComparisonResult
        {
            UnitsA = unitsA,
            UnitsB = unitsB,
            Alignment = alignment,
            Warnings = [.. ConsistencyCheck.Run(pairing)],
            Summary = ComparisonCount.Of(alignment, unitsA, unitsB),
        };
    }
}
