using System.Collections.Concurrent;
using System.Diagnostics;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Faqs;

/// <summary>Finds the entries that answer a question, whatever its words.</summary>
public sealed class FaqMatcher : IDisposable
{
    private readonly KnowledgeBaseDatabase _database;
    private readonly CollectionStore _collections;
    private readonly IEmbeddingEngine _engine;
    private readonly EmbeddingIdentityStore _identities;
    private readonly EmbeddingEpoch _epoch;
    private readonly FaqRanking _ranking;
    private readonly FaqVectorWait _vectors;
    private readonly FaqSettingsStore _settings;
    private readonly FaqChanges _changes;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<(Guid Collection, DateOnly Day), Task<IReadOnlySet<Guid>>> _given = new();

    public FaqMatcher(
        KnowledgeBaseDatabase database, CollectionStore collections, IEmbeddingEngine engine, EmbeddingIdentityStore identities, EmbeddingEpoch epoch,
        FaqRanking ranking, FaqVectorWait vectors, FaqSettingsStore settings, FaqChanges changes, TimeProvider time)
    {
        (_database, _collections, _engine, _identities, _epoch, _ranking, _vectors, _settings, _changes, _time) =
            (database, collections, engine, identities, epoch, ranking, vectors, settings, changes, time);
        _changes.Changed += Forget;
        _changes.Reloaded += Forget;
    }

    /// <exception cref="FaqException">question_missing or question_too_long.</exception>
    /// <exception cref="EmbeddingException">The engine is not ready.</exception>
    public Task<FaqMatchResult> MatchAsync(Collection collection, FaqQuestion question, CancellationToken cancellationToken)
    {
        var text = question.Text.Trim();
        if (text.Length is 0 or > FaqQuestion.MaximumLength)
        {
            throw new FaqException(
                text.Length == 0 ? "question_missing" : "question_too_long", $"A question has 1 to {FaqQuestion.MaximumLength} characters, this one {text.Length}.");
        }

        // A switch of the model that a question meets half-way makes it be asked again: no answer is of two models.
        return _epoch.ReadAsync(
            async () => await MatchOnceAsync(await _collections.FindAsync(collection.Id, cancellationToken) ?? collection, question, text, cancellationToken), cancellationToken);
    }

    private async Task<FaqMatchResult> MatchOnceAsync(Collection collection, FaqQuestion question, string text, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var model = await _engine.WaitUntilReadyAsync(cancellationToken);
        var wanted = IdentityOf(model, collection);
        var identity = await _identities.IdOfAsync(wanted, cancellationToken);
        await _vectors.WaitAsync(collection.Id, identity, cancellationToken);
        var instruction = question.Instruction ?? collection.QueryInstruction;
        var embedding = Stopwatch.GetTimestamp();
        // The instruction goes as a prefix, which the engine keeps: one short question costs one short decode.
        var request = EmbeddingRequest.Of([text], EmbeddingPriority.Query) with { Prefix = instruction, Dimensions = wanted.Dimensions, ModelSha256 = model.Sha256 };
        var vector = (await _engine.EmbedAsync(request, cancellationToken)).Vectors[0];
        var embeddingTime = Stopwatch.GetElapsedTime(embedding);

        var settings = await _settings.FindAsync(collection.Id, cancellationToken);
        var minimum = question.MinCosine ?? settings.MinCosine;
        var (candidates, scanned) = await _ranking.RankAsync(
            (collection.Id, identity), vector, text, settings.VectorWeight, Math.Clamp(question.TopK, 1, FaqQuestion.MaximumTopK),
            question.IncludeDrafts ? null : await GivenAsync(collection.Id), cancellationToken);
        var matches = await EntriesAsync(candidates, cancellationToken);
        return new FaqMatchResult(
            matches, matches.Count > 0 && matches[0].Cosine >= minimum, minimum, instruction + text, scanned, embeddingTime, Stopwatch.GetElapsedTime(started));
    }

    public void Dispose()
    {
        _changes.Changed -= Forget;
        _changes.Reloaded -= Forget;
    }

    /// <summary>Phrasings are not chunks: the chunker has no part in what their vectors mean.</summary>
    internal static EmbeddingIdentity IdentityOf(EmbeddingModelInfo model, Collection collection) =>
        EmbeddingIdentity.Of(model, collection.DocumentInstruction, 0, collection.Dimensions);

    private void Forget(FaqEntry entry, bool removed) => Forget(entry.CollectionId);

    private void Forget(Guid collectionId)
    {
        foreach (var key in _given.Keys.Where(key => key.Collection == collectionId))
        {
            _given.TryRemove(key, out _);
        }
    }

    /// <summary>Entries that customers get today; kept until one of them changes.</summary>
    internal Task<IReadOnlySet<Guid>> GivenAsync(Guid collectionId)
    {
        var today = DateOnly.FromDateTime(_time.GetLocalNow().Date);
        return _given.GetOrAdd((collectionId, today), _ => _database.ReadAsync<IReadOnlySet<Guid>>(connection => connection.Query(
            """
            select id from faq_entry where collection_id = $collection and status = 'published'
              and (valid_from is null or valid_from <= $today) and (valid_until is null or valid_until >= $today)
            """,
            row => row.GetId(0), ("$collection", collectionId), ("$today", FaqStore.Text(today))).ToHashSet()));
    }

    private Task<List<FaqMatch>> EntriesAsync(IReadOnlyList<FaqCandidate> candidates, CancellationToken cancellationToken) => _database.ReadAsync(
        connection => candidates.SelectMany(candidate => connection.Query(
            $"select {FaqStore.Columns}, p.text from faq_entry e join faq_phrasing p on p.entry_id = e.id where e.id = $id and p.id = $phrasing",
            row => new FaqMatch(FaqStore.Row(row, connection), candidate.Cosine, candidate.Keyword, row.GetString(13)),
            ("$id", candidate.EntryId), ("$phrasing", candidate.PhrasingId))).ToList(),
        cancellationToken);
}
