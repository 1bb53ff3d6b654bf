using System.Numerics.Tensors;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Search.Vectors;

namespace KnowledgeBase.Core.Search.Likeness;

/// <summary>
/// Finds earlier documents that say nearly the same in other words, or in words that recognition spoiled: a passage counts
/// as found when the other document has one whose cosine is at least <see cref="Same"/>, and both documents must be found
/// in each other. Measured with the bundled model on the 780 pairs of forty documents: copies and revisions share 0.57 to 1,
/// all others at most 0.49, which is the scan of half of one.
/// </summary>
internal sealed class MeaningLikeness(ChunkVectorIndex index, ChunkStore chunks, DocumentStore documents)
{
    public const float Same = 0.8f;
    public const double Alike = 0.5;
    private const int Samples = 12; // passages by which candidates are found
    private const int PerSample = 6;
    private const int MostCandidates = 5;

    /// <summary>The most similar first, with the share of the shorter-found one's tokens that is in the other, 0 to 1.</summary>
    public async Task<IReadOnlyList<(Guid Other, double Share)>> FindAsync(Document document, CancellationToken cancellationToken)
    {
        if (document.IdentityId is not { } identity) return [];
        var own = await PassagesAsync(document.Id, identity, cancellationToken);
        var found = new List<(Guid Other, double Share)>();
        foreach (var candidate in await CandidatesAsync(document, own, identity, cancellationToken))
        {
            var other = await documents.FindAsync(candidate, cancellationToken);
            if (other is null || other.ReceivedAt > document.ReceivedAt) continue;
            var share = Share(own, await PassagesAsync(candidate, identity, cancellationToken));
            if (share >= Alike) found.Add((candidate, share));
        }

        return [.. found.OrderByDescending(item => item.Share)];
    }

    /// <summary>The smaller of both shares of tokens that stand in passages which the other document has too.</summary>
    internal static double Share(IReadOnlyList<(int Tokens, float[] Vector)> a, IReadOnlyList<(int Tokens, float[] Vector)> b)
    {
        if (a.Count == 0 || b.Count == 0) return 0;
        var (inA, inB) = (new bool[a.Count], new bool[b.Count]);
        for (var i = 0; i < a.Count; i++)
        {
            for (var j = 0; j < b.Count; j++)
            {
                if (inA[i] && inB[j]) continue;
                if (TensorPrimitives.Dot(a[i].Vector, b[j].Vector) < Same) continue;
                (inA[i], inB[j]) = (true, true);
            }
        }

        return Math.Min(Found(a, inA), Found(b, inB));
    }

    private static double Found(IReadOnlyList<(int Tokens, float[] Vector)> passages, bool[] found) =>
        passages.Select((passage, i) => found[i] ? (double)passage.Tokens : 0).Sum() / Math.Max(1, passages.Sum(passage => passage.Tokens));

    private async Task<IReadOnlyList<(int Tokens, float[] Vector)>> PassagesAsync(Guid id, int identity, CancellationToken cancellationToken)
    {
        var stored = await chunks.ListAsync(id, cancellationToken);
        var vectors = (await index.VectorsAsync([.. stored.Select(chunk => chunk.Id)], identity, cancellationToken)).ToDictionary(item => item.Id, item => item.Vector);
        return [.. stored.Where(chunk => vectors.ContainsKey(chunk.Id)).Select(chunk => (chunk.Chunk.TokenCount, vectors[chunk.Id]))];
    }

    /// <summary>Documents that have nearly the same as several passages from all over this one.</summary>
    private async Task<IReadOnlyList<Guid>> CandidatesAsync(Document document, IReadOnlyList<(int Tokens, float[] Vector)> own, int identity, CancellationToken cancellationToken)
    {
        var step = Math.Max(1, own.Count / Samples);
        ReadOnlyMemory<float>[] samples = [.. own.Where((_, i) => i % step == 0).Take(Samples).Select(passage => (ReadOnlyMemory<float>)passage.Vector)];
        if (samples.Length == 0) return [];
        var votes = new Dictionary<Guid, int>();
        foreach (var result in await index.SearchAsync([(document.CollectionId, identity)], samples, PerSample, Same, null, cancellationToken))
        {
            var owners = new HashSet<Guid>();
            foreach (var (id, _) in result.Hits)
            {
                if (await chunks.FindAsync(id, cancellationToken) is { } chunk && chunk.DocumentId != document.Id) owners.Add(chunk.DocumentId);
            }

            foreach (var owner in owners) votes[owner] = votes.GetValueOrDefault(owner) + 1;
        }

        return [.. votes.Where(vote => vote.Value * 4 >= samples.Length).OrderByDescending(vote => vote.Value).Take(MostCandidates).Select(vote => vote.Key)];
    }
}
