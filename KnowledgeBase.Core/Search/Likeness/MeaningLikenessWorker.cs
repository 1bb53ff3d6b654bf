using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Likeness;
using KnowledgeBase.Core.Hosting;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Search.Likeness;

/// <summary>Compares each document that becomes ready with the others of its collection by meaning, one after the other. The queue is the database.</summary>
internal sealed class MeaningLikenessWorker : BackgroundService
{
    private readonly WorkLoop _loop;
    private readonly MeaningLikeness _likeness;
    private readonly LikenessStore _store;
    private readonly ILogger<MeaningLikenessWorker> _logger;
    private readonly IDisposable _subscription;

    public MeaningLikenessWorker(MeaningLikeness likeness, LikenessStore store, DocumentChanges changes, ILogger<MeaningLikenessWorker> logger)
    {
        (_likeness, _store, _logger) = (likeness, store, logger);
        _loop = new WorkLoop(RunAsync, logger);
        _subscription = changes.Subscribe(change =>
        {
            if (change is { Removed: false, Document.Status: DocumentStatus.Ready }) _loop.Wake();
        });
    }

    public override void Dispose()
    {
        _subscription.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _loop.Wake();
        return _loop.RunAsync(stoppingToken);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await StepAsync(cancellationToken))
        {
        }
    }

    /// <summary>Compares the next document. False when none waits.</summary>
    internal async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (await _store.NextForMeaningAsync(cancellationToken) is not { } document) return false;
        IReadOnlyList<(Guid, double)> found = [];
        try
        {
            found = await _likeness.FindAsync(document, cancellationToken);
        }
        catch (StorageException e)
        {
            Log.Failed(_logger, e, document.Id);
        }

        await _store.SaveMeaningAsync(document, found, cancellationToken);
        return true;
    }
}
