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
    private readonly Dictionary<string, Dictionary<Phrasing, int>> _postings = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, List<Phrasing>> _entries = [];
    private int _count;
    private long _totalLength;
    private long _question;

    /// <summary>Puts an entry's phrasings in place of those it had.</summary>
    public void Set(Guid entryId, IEnumerable<(long Id, string Text)> phrasings)
    {
        lock (_lock)
        {
            Remove(entryId);
            var kept = new List<Phrasing>();
            foreach (var (id, text) in phrasings)
            {
                var terms = KeywordTokenizer.Split(text).Where(token => !token.EndsRun).CountBy(token => token.Text).ToArray();
                var phrasing = new Phrasing(id, entryId, terms.Sum(term => term.Value), [.. terms.Select(term => term.Key)]);
                foreach (var (term, count) in terms)
                {
                    if (!_postings.TryGetValue(term, out var posting))
                    {
                        _postings[term] = posting = [];
                    }

                    posting[phrasing] = count;
                }

                _count++;
                _totalLength += phrasing.Length;
                kept.Add(phrasing);
            }

            if (kept.Count > 0)
            {
                _entries[entryId] = kept;
            }
        }
    }

    /// <summary>Phrasings that share words with the question, and the share of its words' weight that they have, 0 to 1.</summary>
    public IReadOnlyList<(long Id, Guid EntryId, double Score)> Find(string question)
    {
        var terms = new KeywordQuery(question).Terms;
        lock (_lock)
        {
            // A phrasing carries its own score: with words that thousands share, looking each up would cost more than all the rest.
            _question++;
            var average = _count == 0 ? 1 : Math.Max(1.0, (double)_totalLength / _count);
            var found = new List<Phrasing>();
            var perfect = 0.0;
            foreach (var term in terms)
            {
                _postings.TryGetValue(term, out var posting);
                var count = posting?.Count ?? 0;
                var weight = Math.Log(1 + ((_count - count + 0.5) / (count + 0.5)));
                perfect += weight;
                foreach (var (phrasing, frequency) in posting ?? [])
                {
                    if (phrasing.Question != _question)
                    {
                        (phrasing.Question, phrasing.Score) = (_question, 0);
                        found.Add(phrasing);
                    }

                    var norm = Saturation * (1 - LengthShare + (LengthShare * phrasing.Length / average));
                    phrasing.Score += weight * frequency * (Saturation + 1) / (frequency + norm);
                }
            }

            return [.. found.Select(phrasing => (phrasing.Id, phrasing.EntryId, Math.Clamp(phrasing.Score / Math.Max(perfect, 1e-9), 0, 1)))];
        }
    }

    private void Remove(Guid entryId)
    {
        if (!_entries.Remove(entryId, out var kept))
        {
            return;
        }

        foreach (var phrasing in kept)
        {
            _count--;
            _totalLength -= phrasing.Length;
            foreach (var term in phrasing.Terms)
            {
                var posting = _postings[term];
                posting.Remove(phrasing);
                if (posting.Count == 0)
                {
                    _postings.Remove(term);
                }
            }
        }
    }

    private sealed class Phrasing(long id, Guid entryId, int length, string[] terms)
    {
        public long Id { get; } = id;

        public Guid EntryId { get; } = entryId;

        public int Length { get; } = length;

        public string[] Terms { get; } = terms;

        /// <summary>The question that <see cref="Score"/> is of; under the lock.</summary>
        public long Question { get; set; }

        public double Score { get; set; }
    }
}
