using System.Collections.Immutable;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>
/// Reads the vectors of every collection into memory after the start, the smallest first, so that no user waits for it.
/// Each collection can be searched as soon as it is there.
/// </summary>
public sealed class IndexWarmup(
    ChunkVectorIndex index, IEmbeddingEngine engine, CollectionStore collections, EmbeddingIdentityStore identities, IChunker chunker, ILogger<IndexWarmup> logger)
    : BackgroundService
{
    private ImmutableHashSet<Guid> _pending = [];

    /// <summary>Raised on any thread when a collection has been loaded.</summary>
    public event Action? Changed;

    /// <summary>Collections that are not in memory yet.</summary>
    public IReadOnlySet<Guid> Pending => _pending;

    /// <summary>Loads everything once; a collection that cannot be read is left to its first search, which says what is wrong.</summary>
    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        var all = (await collections.ListAsync(null, cancellationToken)).Where(item => item.ChunkCount > 0).OrderBy(item => item.ChunkCount).ToList();
        _pending = [.. all.Select(item => item.Collection.Id)];
        try
        {
            var model = await engine.WaitUntilReadyAsync(cancellationToken);
            foreach (var collection in all.Select(item => item.Collection))
            {
                await LoadAsync(collection, model, cancellationToken);
                _pending = _pending.Remove(collection.Id);
                Changed?.Invoke();
            }
        }
        catch (EmbeddingException)
        {
            // Without a model nothing can be searched: when one comes, the first search loads.
        }
        finally
        {
            _pending = [];
            Changed?.Invoke();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await WorkLoop.UntilDoneAsync(LoadAsync, logger, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application ends before it was warm.
        }
    }

    private async Task LoadAsync(Collection collection, EmbeddingModelInfo model, CancellationToken cancellationToken)
    {
        try
        {
            var identity = await identities.IdOfAsync(EmbeddingIdentity.Of(model, collection.DocumentInstruction, chunker.Version, collection.Dimensions), cancellationToken);
            await index.LoadAsync(collection.Id, identity, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever it is, the others can still be loaded.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.WarmupFailed(logger, e, collection.Id);
        }
    }
}
