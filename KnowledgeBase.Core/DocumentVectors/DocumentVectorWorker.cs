using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Hosting;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.DocumentVectors;

/// <summary>Gives every ready document of the collections that ask for it the vector of its whole text, after each change of the document, the model or the collection.</summary>
public sealed class DocumentVectorWorker : BackgroundService
{
    private readonly WorkLoop _loop;
    private readonly HashSet<Guid> _failed = [];
    private readonly DocumentVectorStore _store;
    private readonly DocumentStore _documents;
    private readonly CollectionStore _collections;
    private readonly IEmbeddingEngine _engine;
    private readonly EmbeddingIdentityStore _identities;
    private readonly EmbeddingEpoch _epoch;
    private readonly ILogger<DocumentVectorWorker> _logger;
    private readonly IDisposable _subscription;

    public DocumentVectorWorker(
        DocumentVectorStore store, DocumentStore documents, DocumentChanges changes, CollectionStore collections, IEmbeddingEngine engine,
        EmbeddingIdentityStore identities, EmbeddingEpoch epoch, ILogger<DocumentVectorWorker> logger)
    {
        (_store, _documents, _collections, _engine, _identities, _epoch, _logger) = (store, documents, collections, engine, identities, epoch, logger);
        _loop = new WorkLoop(RunOnceAsync, logger, engine.IsAwaited);
        _subscription = changes.Subscribe(change => WakeAfter(change.Document));
        _engine.StatusChanged += Wake;
        _epoch.Switched += Wake;
    }

    /// <summary>Raised on any thread when a document has its vector, or a collection's choice has changed.</summary>
    public event Action? Changed;

    /// <summary>From now on the collection's documents have vectors of their whole texts, or none any more.</summary>
    public async Task SetAsync(Guid collectionId, bool wanted, CancellationToken cancellationToken)
    {
        await _collections.SetDocumentVectorsAsync(collectionId, wanted, cancellationToken);
        if (!wanted)
        {
            await _store.DropAsync(collectionId, cancellationToken);
        }

        Wake();
        Changed?.Invoke();
    }

    /// <summary>Embeds every document that lacks its vector; returns how many there were.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var model = await _engine.WaitUntilReadyAsync(cancellationToken);
        var count = 0;
        foreach (var collection in (await _collections.ListAsync(null, cancellationToken)).Select(summary => summary.Collection).Where(collection => collection.DocumentVectors))
        {
            var identity = SimilarDocuments.IdentityOf(model, collection);
            var number = await _identities.IdOfAsync(identity, cancellationToken);
            while (await _store.NextAsync(collection.Id, number, _failed, cancellationToken) is { } next)
            {
                count += await EmbedAsync(next, model, identity, number, cancellationToken) ? 1 : 0;
            }
        }

        return count;
    }

    public override void Dispose()
    {
        _subscription.Dispose();
        _engine.StatusChanged -= Wake;
        _epoch.Switched -= Wake;
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Wake();
        return _loop.RunAsync(stoppingToken);
    }

    /// <summary>False when this document has none until the next start: its text is damaged, say.</summary>
    private async Task<bool> EmbedAsync((Guid Id, uint TextChecksum) next, EmbeddingModelInfo model, EmbeddingIdentity identity, int number, CancellationToken cancellationToken)
    {
        try
        {
            if (await _documents.FindTextAsync(next.Id, cancellationToken) is { } text)
            {
                var vector = await WholeText.EmbedAsync(_engine, model, identity, next.Id, text.PlainText, cancellationToken);
                await _store.SaveAsync(vector, number, next.TextChecksum, cancellationToken);
                Changed?.Invoke();
            }

            return true;
        }
#pragma warning disable CA1031 // One document must not keep the others from their vectors.
        catch (Exception exception) when (exception is not OperationCanceledException && !IsPassing(exception))
#pragma warning restore CA1031
        {
            Log.Failed(_logger, next.Id, exception);
            _failed.Add(next.Id);
            return false;
        }
    }

    /// <summary>A disk that is full, a database that is busy, an engine that is not there: no fault of the document, which is tried again.</summary>
    private static bool IsPassing(Exception exception) => exception is EmbeddingException { IsPassing: true } or StorageException { Code: StorageException.DiskFull } or SqliteException;

    private void WakeAfter(Document document)
    {
        if (document.Status == DocumentStatus.Ready)
        {
            Wake();
        }
    }

    private void Wake() => _loop.Wake();
}
