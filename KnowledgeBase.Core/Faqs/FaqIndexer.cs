using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Faqs;

/// <summary>Gives every phrasing its vector, after each change of an entry, of the model or of an instruction.</summary>
internal sealed class FaqIndexer : BackgroundService
{
    private const int BatchSize = 64;

    private readonly WorkLoop _loop;
    private readonly FaqChanges _changes;
    private readonly CollectionStore _collections;
    private readonly FaqVectors _vectors;
    private readonly FaqVectorIndex _index;
    private readonly IEmbeddingEngine _engine;
    private readonly EmbeddingIdentityStore _identities;
    private readonly EmbeddingEpoch _epoch;

    public FaqIndexer(
        FaqChanges changes, CollectionStore collections, FaqVectors vectors, FaqVectorIndex index, IEmbeddingEngine engine,
        EmbeddingIdentityStore identities, EmbeddingEpoch epoch, ILogger<FaqIndexer> logger)
    {
        (_changes, _collections, _vectors, _index, _engine, _identities, _epoch) = (changes, collections, vectors, index, engine, identities, epoch);
        _loop = new WorkLoop(RunOnceAsync, logger, engine.IsAwaited);
        _changes.Changed += Wake;
        _changes.Reloaded += Wake;
        _engine.StatusChanged += Wake;
        _epoch.Switched += Wake;
    }

    /// <summary>Embeds what has no vector now; returns how many phrasings did not have one.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var model = await _engine.WaitUntilReadyAsync(cancellationToken);
        var count = 0;
        foreach (var collection in (await _collections.ListAsync(null, cancellationToken)).Select(summary => summary.Collection))
        {
            var wanted = FaqMatcher.IdentityOf(model, collection);
            var identity = await _identities.IdOfAsync(wanted, cancellationToken);
            while (await _vectors.MissingAsync(collection.Id, identity, BatchSize, cancellationToken) is { Count: > 0 } missing)
            {
                var request = EmbeddingRequest.Of(missing.Select(phrasing => phrasing.Text), EmbeddingPriority.Indexing) with
                {
                    Prefix = collection.DocumentInstruction,
                    Dimensions = wanted.Dimensions,
                    ModelSha256 = model.Sha256,
                };
                var vectors = (await _engine.EmbedAsync(request, cancellationToken)).Vectors;
                await _vectors.SaveAsync(identity, [.. missing.Zip(vectors, (phrasing, vector) => (phrasing.Id, vector))], cancellationToken);
                foreach (var entry in missing.Select(phrasing => phrasing.EntryId).Distinct())
                {
                    _index.Refresh(collection.Id, entry);
                }

                count += missing.Count;
            }
        }

        return count;
    }

    public override void Dispose()
    {
        _changes.Changed -= Wake;
        _changes.Reloaded -= Wake;
        _engine.StatusChanged -= Wake;
        _epoch.Switched -= Wake;
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Wake();
        return _loop.RunAsync(stoppingToken);
    }

    private void Wake(FaqEntry entry, bool removed) => Wake();

    private void Wake(Guid collectionId) => Wake();

    private void Wake() => _loop.Wake();
}
