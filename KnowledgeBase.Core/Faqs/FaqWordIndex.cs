using System.Collections.Concurrent;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Faqs;

/// <summary>The words of each collection's phrasings, read at the first question and kept true after that.</summary>
public sealed class FaqWordIndex : IDisposable
{
    private readonly KnowledgeBaseDatabase _database;
    private readonly FaqChanges _changes;
    private readonly ConcurrentDictionary<Guid, Collected> _collections = new();

    public FaqWordIndex(KnowledgeBaseDatabase database, FaqChanges changes)
    {
        (_database, _changes) = (database, changes);
        changes.Changed += Mark;
        changes.Reloaded += Forget;
    }

    public void Dispose()
    {
        _changes.Changed -= Mark;
        _changes.Reloaded -= Forget;
    }

    /// <summary>Phrasings that share words with the question, in no order, with the share of its words' weight that they have.</summary>
    public async Task<IReadOnlyList<(long Id, Guid EntryId, double Score)>> FindAsync(Guid collectionId, string question, CancellationToken cancellationToken)
    {
        var collected = _collections.GetOrAdd(collectionId, static _ => new Collected());
        await collected.Gate.WaitAsync(cancellationToken);
        try
        {
            if (!collected.Loaded)
            {
                foreach (var (entry, phrasings) in await ReadAsync(collectionId, null, cancellationToken))
                {
                    collected.Words.Set(entry, phrasings);
                }

                collected.Loaded = true;
            }

            while (!collected.Changed.IsEmpty)
            {
                var id = collected.Changed.Keys.First();
                collected.Changed.TryRemove(id, out _);
                collected.Words.Set(id, (await ReadAsync(collectionId, id, cancellationToken)).Values.SingleOrDefault() ?? []);
            }
        }
        finally
        {
            collected.Gate.Release();
        }

        return collected.Words.Find(question);
    }

    private void Mark(FaqEntry entry, bool removed)
    {
        if (_collections.TryGetValue(entry.CollectionId, out var collected))
        {
            collected.Changed[entry.Id] = true;
        }
    }

    private void Forget(Guid collectionId) => _collections.TryRemove(collectionId, out _);

    private Task<Dictionary<Guid, List<(long Id, string Text)>>> ReadAsync(Guid collectionId, Guid? entryId, CancellationToken cancellationToken) => _database.ReadAsync(
        connection =>
        {
            var entries = new Dictionary<Guid, List<(long, string)>>();
            foreach (var (entry, id, text) in connection.Query(
                """
                select e.id, p.id, p.text from faq_entry e join faq_phrasing p on p.entry_id = e.id
                where e.collection_id = $collection and ($entry is null or e.id = $entry)
                """,
                row => (row.GetId(0), row.GetInt64(1), row.GetString(2)), ("$collection", collectionId), ("$entry", entryId)))
            {
                if (!entries.TryGetValue(entry, out var phrasings))
                {
                    entries[entry] = phrasings = [];
                }

                phrasings.Add((id, text));
            }

            return entries;
        },
        cancellationToken);

    private sealed class Collected
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public FaqWords Words { get; } = new();

        public ConcurrentDictionary<Guid, bool> Changed { get; } = new();

        public bool Loaded { get; set; }
    }
}
