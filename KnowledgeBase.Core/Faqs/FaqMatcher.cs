using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Faqs;

/// <summary>Finds the entries that answer a question, whatever its words.</summary>
public sealed class FaqMatcher : IDisposable
{
    private readonly KnowledgeBaseDatabase _database;
    private readonly IEmbeddingEngine _engine;
    private readonly EmbeddingIdentityStore _identities;
    private readonly FaqVectorIndex _index;
    private readonly FaqSettingsStore _settings;
    private readonly FaqChanges _changes;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<(Guid Collection, DateOnly Day), Task<IReadOnlySet<Guid>>> _given = new();

    public FaqMatcher(
        KnowledgeBaseDatabase database, IEmbeddingEngine engine, EmbeddingIdentityStore identities, FaqVectorIndex index,
        FaqSettingsStore settings, FaqChanges changes, TimeProvider time)
    {
        (_database, _engine, _identities, _index, _settings, _changes, _time) = (database, engine, identities, index, settings, changes, time);
        _changes.Changed += Forget;
        _changes.Reloaded += Forget;
    }

    /// <exception cref="FaqException">question_missing or question_too_long.</exception>
    /// <exception cref="EmbeddingException">The engine is not ready.</exception>
    public async Task<FaqMatchResult> MatchAsync(Collection collection, FaqQuestion question, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var text = question.Text.Trim();
        if (text.Length is 0 or > FaqQuestion.MaximumLength)
        {
            throw new FaqException(
                text.Length == 0 ? "question_missing" : "question_too_long", $"A question has 1 to {FaqQuestion.MaximumLength} characters, this one {text.Length}.");
        }

        var model = await _engine.WaitUntilReadyAsync(cancellationToken);
        var identity = await _identities.IdOfAsync(IdentityOf(model, collection), cancellationToken);
        var embedded = (question.Instruction ?? collection.QueryInstruction) + text;
        var embedding = Stopwatch.GetTimestamp();
        var vector = (await _engine.EmbedAsync([embedded], EmbeddingPriority.Query, null, cancellationToken))[0];
        var embeddingTime = Stopwatch.GetElapsedTime(embedding);

        // An entry has several phrasings, any of which may be among the nearest: look at more than are asked for.
        var minimum = question.MinCosine ?? (await _settings.FindAsync(collection.Id, cancellationToken)).MinCosine;
        var topK = Math.Clamp(question.TopK, 1, FaqQuestion.MaximumTopK);
        var owners = question.IncludeDrafts ? null : await GivenAsync(collection.Id);
        var matches = new List<FaqMatch>();
        for (var depth = 4 * topK; ; depth *= 4)
        {
            var found = await _index.SearchAsync([(collection.Id, identity)], vector, depth, -1, owners, cancellationToken);
            matches = await EntriesAsync(found.Hits, topK, cancellationToken);
            if (matches.Count == topK || found.Hits.Count < depth)
            {
                return new FaqMatchResult(
                    matches, matches.Count > 0 && matches[0].Cosine >= minimum, minimum, embedded, found.Scanned, embeddingTime, Stopwatch.GetElapsedTime(started));
            }
        }
    }

    public void Dispose()
    {
        _changes.Changed -= Forget;
        _changes.Reloaded -= Forget;
    }

    /// <summary>Phrasings are not chunks: the chunker has no part in what their vectors mean.</summary>
    internal static EmbeddingIdentity IdentityOf(EmbeddingModelInfo model, Collection collection) => EmbeddingIdentity.Of(model, collection.DocumentInstruction, 0);

    private void Forget(FaqEntry entry, bool removed) => Forget(entry.CollectionId);

    private void Forget(Guid collectionId)
    {
        foreach (var key in _given.Keys.Where(key => key.Collection == collectionId))
        {
            _given.TryRemove(key, out _);
        }
    }

    /// <summary>Entries that customers get today; kept until one of them changes.</summary>
    private Task<IReadOnlySet<Guid>> GivenAsync(Guid collectionId)
    {
        var today = DateOnly.FromDateTime(_time.GetLocalNow().Date);
        return _given.GetOrAdd((collectionId, today), _ => _database.ReadAsync<IReadOnlySet<Guid>>(connection => connection.Query(
            """
            select id from faq_entry where collection_id = $collection and status = 'published'
              and (valid_from is null or valid_from <= $today) and (valid_until is null or valid_until >= $today)
            """,
            row => row.GetId(0), ("$collection", collectionId), ("$today", FaqStore.Text(today))).ToHashSet()));
    }

    private Task<List<FaqMatch>> EntriesAsync(IReadOnlyList<(long Id, float Cosine)> hits, int topK, CancellationToken cancellationToken) => _database.ReadAsync(
        connection =>
        {
            var phrasings = connection.Query(
                "select p.id, p.entry_id, p.text from json_each($ids) wanted join faq_phrasing p on p.id = wanted.value",
                row => (Id: row.GetInt64(0), Entry: row.GetId(1), Text: row.GetString(2)),
                ("$ids", JsonSerializer.Serialize(hits.Select(hit => hit.Id)))).ToDictionary(phrasing => phrasing.Id);
            return hits.Where(hit => phrasings.ContainsKey(hit.Id))
                .Select(hit => (Phrasing: phrasings[hit.Id], hit.Cosine)).DistinctBy(hit => hit.Phrasing.Entry).Take(topK)
                .SelectMany(hit => connection.Query(
                    $"select {FaqStore.Columns} from faq_entry e where e.id = $id",
                    row => new FaqMatch(FaqStore.Row(row, connection), hit.Cosine, hit.Phrasing.Text), ("$id", hit.Phrasing.Entry)))
                .ToList();
        },
        cancellationToken);
}
