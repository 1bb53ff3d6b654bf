using System.Numerics.Tensors;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Keywords;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Core.Search.Vectors;

namespace KnowledgeBase.Core.Evaluation;

/// <summary>Something that was found: an entry, or a chunk of a document.</summary>
/// <param name="Owner">The entry or document.</param>
/// <param name="Item">The chunk; 0 for an entry.</param>
internal sealed record RankedItem(Guid Owner, long Item, double Cosine);

/// <summary>
/// Puts a collection's items in the order that a configuration gives. With all dimensions it is the very code that
/// answers users; with fewer, every stored vector is cut, normalised and compared.
/// </summary>
internal sealed class EvaluationRanking(FaqRanking faqs, FaqWordIndex faqWords, FaqVectorIndex faqVectors, CandidateSearch chunks, KeywordSearch chunkWords, ChunkVectorIndex chunkVectors)
{
    public const int Depth = 20;
    private const int Block = 2000;

    /// <summary>All vectors of a collection at a length; empty when the model's own length is asked for.</summary>
    public async Task<IReadOnlyList<(Guid Owner, long Id, float[] Vector)>> CutAsync(
        Collection collection, int identity, int dimensions, CancellationToken cancellationToken)
    {
        if (dimensions == 0)
        {
            return [];
        }

        VectorIndex index = collection.Kind == CollectionKind.Faq ? faqVectors : chunkVectors;
        var ids = await index.IdsAsync(collection.Id, identity, cancellationToken);
        var cut = new List<(Guid, long, float[])>(ids.Count);
        foreach (var block in ids.Chunk(Block))
        {
            var owners = block.ToDictionary(item => item.Id, item => item.Owner);
            foreach (var (id, vector) in await index.VectorsAsync([.. owners.Keys], identity, cancellationToken))
            {
                cut.Add((owners[id], id, Cut(vector, dimensions)));
            }
        }

        return cut;
    }

    /// <param name="vector">Of the question, at the configuration's length.</param>
    /// <param name="owners">Only these entries; null for all.</param>
    public async Task<IReadOnlyList<RankedItem>> RankAsync(
        Collection collection, int identity, EvaluationConfiguration configuration, string question, float[] vector,
        IReadOnlyList<(Guid Owner, long Id, float[] Vector)> cut, IReadOnlySet<Guid>? owners, CancellationToken cancellationToken)
    {
        var weight = configuration.VectorWeight;
        if (cut.Count > 0)
        {
            return await RankCutAsync(collection, weight, question, vector, cut, owners, cancellationToken);
        }

        if (collection.Kind == CollectionKind.Faq)
        {
            var (found, _) = await faqs.RankAsync((collection.Id, identity), vector, question, weight, Depth, owners, cancellationToken);
            return [.. found.Select(candidate => new RankedItem(candidate.EntryId, 0, candidate.Cosine))];
        }

        var mode = weight >= 1 ? SearchMode.Semantic : weight <= 0 ? SearchMode.Keyword : SearchMode.Hybrid;
        var (candidates, _, _) = await chunks.SearchAsync(
            new SearchRequest([collection.Id], question, Depth, Mode: mode), new SearchGroup([(collection.Id, identity)], vector, weight), cancellationToken);
        return [.. candidates.Select(candidate => new RankedItem(Guid.Empty, candidate.ChunkId, candidate.Cosine))];
    }

    private async Task<IReadOnlyList<RankedItem>> RankCutAsync(
        Collection collection, double weight, string question, float[] vector, IReadOnlyList<(Guid Owner, long Id, float[] Vector)> cut,
        IReadOnlySet<Guid>? owners, CancellationToken cancellationToken)
    {
        var isFaq = collection.Kind == CollectionKind.Faq;
        var byEntry = isFaq && weight < 1
            ? (await faqWords.FindAsync(collection.Id, question, cancellationToken)).GroupBy(hit => hit.EntryId).ToDictionary(group => group.Key, group => group.Max(hit => hit.Score))
            : [];
        var byChunk = !isFaq && weight < 1
            ? (await chunkWords.SearchAsync([collection.Id], new KeywordQuery(question), 100, null, null, cancellationToken)).ToDictionary(hit => hit.ChunkId, hit => hit.Score)
            : [];
        var scored = cut.Where(item => owners is null || owners.Contains(item.Owner))
            .Select(item => (item.Owner, item.Id, Cosine: (double)TensorPrimitives.Dot(vector, item.Vector))).ToList();
        var greatest = scored.Select(item => item.Cosine).DefaultIfEmpty(0).Max();
        var ordered = scored.Select(item => (item.Owner, item.Id, item.Cosine, Order: weight >= 1 ? item.Cosine
                : FaqRanking.Order(item.Cosine, isFaq ? byEntry.GetValueOrDefault(item.Owner) : byChunk.GetValueOrDefault(item.Id), greatest, weight)))
            .OrderByDescending(item => item.Order).ThenByDescending(item => item.Cosine);
        return isFaq
            ? [.. ordered.DistinctBy(item => item.Owner).Take(Depth).Select(item => new RankedItem(item.Owner, 0, item.Cosine))]
            : [.. ordered.Take(Depth).Select(item => new RankedItem(item.Owner, item.Id, item.Cosine))];
    }

    private static float[] Cut(float[] vector, int dimensions)
    {
        var kept = vector[..Math.Min(dimensions, vector.Length)];
        var norm = TensorPrimitives.Norm(kept);
        TensorPrimitives.Divide(kept, norm > 0 ? norm : 1, kept);
        return kept;
    }
}
