using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Faqs;

/// <summary>An entry on its way to being a match, by the phrasing of it that is nearest.</summary>
/// <param name="Cosine">Of the question and that phrasing.</param>
/// <param name="Keyword">Share of the question's words that stand in one of the entry's phrasings, by weight, 0 to 1.</param>
/// <param name="Order">What candidates are sorted by: cosine and words, weighted.</param>
public sealed record FaqCandidate(Guid EntryId, long PhrasingId, double Cosine, double Keyword, double Order);

/// <summary>Puts entries in the order of meaning and words together. What evaluation measures is this order.</summary>
public sealed class FaqRanking(FaqVectorIndex index, FaqWordIndex words, FaqPhrasingIds phrasings)
{
    /// <summary>Entries by words that are looked at besides those by meaning.</summary>
    private const int WordDepth = 20;

    /// <summary>What candidates are sorted by: both scores use their range, since the best cosine counts as 1.</summary>
    internal static double Order(double cosine, double keyword, double greatestCosine, double vectorWeight) =>
        (vectorWeight * (greatestCosine > 0 ? Math.Max(0, cosine) / greatestCosine : 0)) + ((1 - vectorWeight) * keyword);

    /// <summary>Candidates, best first, at most <paramref name="topK"/>, and how many phrasings were compared.</summary>
    /// <param name="question">Without an instruction: words of the instruction are no words of the customer.</param>
    /// <param name="vectorWeight">Share of the cosine, 0 to 1.</param>
    /// <param name="owners">Only these entries; null for all.</param>
    public async Task<(IReadOnlyList<FaqCandidate> Candidates, int Scanned)> RankAsync(
        (Guid Collection, int Identity) source, ReadOnlyMemory<float> vector, string question, double vectorWeight, int topK,
        IReadOnlySet<Guid>? owners, CancellationToken cancellationToken)
    {
        var byWords = new Dictionary<Guid, double>();
        foreach (var (_, entry, score) in vectorWeight >= 1 ? [] : await words.FindAsync(source.Collection, question, cancellationToken))
        {
            if ((owners is null || owners.Contains(entry)) && !(byWords.TryGetValue(entry, out var best) && best >= score))
            {
                byWords[entry] = score;
            }
        }

        // An entry has several phrasings, any of which may be among the nearest: look at more than are asked for.
        var nearest = new Dictionary<Guid, (long Id, double Cosine)>();
        var scanned = 0;
        for (var depth = Math.Max(4 * topK, vectorWeight >= 1 ? 0 : 2 * WordDepth); ; depth *= 4)
        {
            var found = await index.SearchAsync([source], vector, depth, -1, owners, cancellationToken);
            await AddAsync(found.Hits);
            scanned = found.Scanned;
            if (nearest.Count >= topK || found.Hits.Count < depth)
            {
                break;
            }
        }

        // What only the words found gets its cosine too.
        Guid[] others = [.. byWords.Where(entry => !nearest.ContainsKey(entry.Key)).OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key).Take(WordDepth).Select(entry => entry.Key)];
        if (others.Length > 0)
        {
            await AddAsync(await index.ScoreAsync([source], vector, await phrasings.OfAsync(others, cancellationToken), cancellationToken));
        }

        var greatest = nearest.Values.Select(hit => hit.Cosine).DefaultIfEmpty(0).Max();
        var ranked =
            from entry in nearest
            let word = byWords.GetValueOrDefault(entry.Key)
            let order = vectorWeight >= 1 ? entry.Value.Cosine : Order(entry.Value.Cosine, word, greatest, vectorWeight)
            orderby order descending, entry.Value.Cosine descending, entry.Key
            select new FaqCandidate(entry.Key, entry.Value.Id, entry.Value.Cosine, word, order);
        return ([.. ranked.Take(topK)], scanned);

        async Task AddAsync(IReadOnlyList<(long Id, float Cosine)> hits)
        {
            var entries = await phrasings.EntriesAsync([.. hits.Select(hit => hit.Id)], cancellationToken);
            foreach (var (id, cosine) in hits)
            {
                if (entries.TryGetValue(id, out var entry) && (!nearest.TryGetValue(entry, out var best) || best.Cosine < cosine))
                {
                    nearest[entry] = (id, cosine);
                }
            }
        }
    }
}

/// <summary>Which phrasing belongs to which entry.</summary>
public sealed class FaqPhrasingIds(KnowledgeBaseDatabase database)
{
    internal Task<Dictionary<long, Guid>> EntriesAsync(IReadOnlyList<long> phrasingIds, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select p.id, p.entry_id from json_each($ids) wanted join faq_phrasing p on p.id = wanted.value",
            row => (Id: row.GetInt64(0), Entry: row.GetId(1)), ("$ids", System.Text.Json.JsonSerializer.Serialize(phrasingIds))).ToDictionary(row => row.Id, row => row.Entry),
        cancellationToken);

    internal Task<IReadOnlyList<long>> OfAsync(IReadOnlyList<Guid> entryIds, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select p.id from json_each($ids) wanted join faq_phrasing p on p.entry_id = wanted.value",
            row => row.GetInt64(0), ("$ids", System.Text.Json.JsonSerializer.Serialize(entryIds))),
        cancellationToken);
}
