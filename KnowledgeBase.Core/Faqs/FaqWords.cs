using KnowledgeBase.Core.Keywords;

namespace KnowledgeBase.Core.Faqs;

/// <summary>
/// The words of a collection's phrasings, in memory: a customer's question shares few of them with any entry, and those
/// few (a product's name, an error code) often decide. BM25 over phrasings, as a share of what a phrasing with every word gets.
/// </summary>
internal sealed class FaqWords
{
    private const double Saturation = 1.2;

    /// <summary>Phrasings are short whatever they say: their length tells little.</summary>
    private const double LengthShare = 0.3;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<long, int>> _postings = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Phrasing> _phrasings = [];
    private readonly Dictionary<Guid, List<long>> _entries = [];
    private long _totalLength;

    /// <summary>Puts an entry's phrasings in place of those it had.</summary>
    public void Set(Guid entryId, IEnumerable<(long Id, string Text)> phrasings)
    {
        lock (_lock)
        {
            Remove(entryId);
            var ids = new List<long>();
            foreach (var (id, text) in phrasings)
            {
                var terms = KeywordTokenizer.Split(text).Where(token => !token.EndsRun).CountBy(token => token.Text).ToArray();
                foreach (var (term, count) in terms)
                {
                    if (!_postings.TryGetValue(term, out var posting))
                    {
                        _postings[term] = posting = [];
                    }

                    posting[id] = count;
                }

                var length = terms.Sum(term => term.Value);
                _phrasings[id] = new Phrasing(entryId, length, [.. terms.Select(term => term.Key)]);
                _totalLength += length;
                ids.Add(id);
            }

            if (ids.Count > 0)
            {
                _entries[entryId] = ids;
            }
        }
    }

    /// <summary>Phrasings that share words with the question, and the share of its words' weight that they have, 0 to 1.</summary>
    public IReadOnlyList<(long Id, Guid EntryId, double Score)> Find(string question)
    {
        var terms = new KeywordQuery(question).Terms;
        lock (_lock)
        {
            var average = _phrasings.Count == 0 ? 1 : Math.Max(1.0, (double)_totalLength / _phrasings.Count);
            var scores = new Dictionary<long, double>();
            var perfect = 0.0;
            foreach (var term in terms)
            {
                _postings.TryGetValue(term, out var posting);
                var count = posting?.Count ?? 0;
                var weight = Math.Log(1 + ((_phrasings.Count - count + 0.5) / (count + 0.5)));
                perfect += weight;
                foreach (var (id, frequency) in posting ?? [])
                {
                    var norm = Saturation * (1 - LengthShare + (LengthShare * _phrasings[id].Length / average));
                    scores[id] = scores.GetValueOrDefault(id) + (weight * frequency * (Saturation + 1) / (frequency + norm));
                }
            }

            return [.. scores.Select(score => (score.Key, _phrasings[score.Key].EntryId, Math.Clamp(score.Value / Math.Max(perfect, 1e-9), 0, 1)))];
        }
    }

    private void Remove(Guid entryId)
    {
        if (!_entries.Remove(entryId, out var ids))
        {
            return;
        }

        foreach (var id in ids)
        {
            _phrasings.Remove(id, out var phrasing);
            _totalLength -= phrasing!.Length;
            foreach (var term in phrasing.Terms)
            {
                var posting = _postings[term];
                posting.Remove(id);
                if (posting.Count == 0)
                {
                    _postings.Remove(term);
                }
            }
        }
    }

    private sealed record Phrasing(Guid EntryId, int Length, string[] Terms);
}
