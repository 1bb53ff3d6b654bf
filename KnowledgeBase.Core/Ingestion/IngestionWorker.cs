using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Ingestion;

/// <summary>
/// Works through what was uploaded: some documents are read while another is embedded. The queue is the database
/// itself; a signal only wakes the loops.
/// </summary>
public sealed class IngestionWorker : BackgroundService
{
    private readonly WorkLoop _toRead;
    private readonly WorkLoop _toEmbed;
    private readonly IngestionPipeline _pipeline;
    private readonly IngestionStore _store;
    private readonly DocumentChanges _changes;
    private readonly DocumentIntake _intake;
    private readonly IEmbeddingEngine _engine;
    private readonly IngestionOptions _options;
    private readonly DocumentPasswords _passwords;
    private readonly ILogger<IngestionWorker> _logger;
    private readonly IDisposable _waiting;

    public IngestionWorker(
        IngestionPipeline pipeline, IngestionStore store, DocumentChanges changes, DocumentIntake intake, IEmbeddingEngine engine,
        IOptions<IngestionOptions> options, DocumentPasswords passwords, ILogger<IngestionWorker> logger)
    {
        (_pipeline, _store, _changes, _intake, _engine, _options, _passwords, _logger) = (pipeline, store, changes, intake, engine, options.Value, passwords, logger);
        _toRead = new WorkLoop(ReadAllAsync, logger, engine.IsAwaited);
        _toEmbed = new WorkLoop(EmbedAllAsync, logger, engine.IsAwaited);
        _waiting = changes.Subscribe(change =>
        {
            if (change is { Removed: false, Document.Status: DocumentStatus.Received })
            {
                _toRead.Wake();
            }
        });
        engine.StatusChanged += Wake;
    }

    /// <summary>Reads an encrypted document with a password, which is kept in memory for this one reading.</summary>
    public async Task<bool> RetryAsync(Document document, string password, CancellationToken cancellationToken, ReadingChoice? choice = null)
    {
        // Before it is asked for: a reader may take it at once.
        if (password.Length > 0) _passwords.Keep(document.Id, password);
        var found = false;
        try
        {
            return found = await RetryAsync(document, cancellationToken, choice);
        }
        finally
        {
            if (!found) _passwords.Take(document.Id);
        }
    }

    /// <summary>Reads a document anew; see <see cref="IngestionStore.RetryAsync"/>.</summary>
    public async Task<bool> RetryAsync(Document document, CancellationToken cancellationToken, ReadingChoice? choice = null)
    {
        var found = await _store.RetryAsync(document.Id, cancellationToken, choice);
        if (found)
        {
            _changes.Tell(document with { Status = DocumentStatus.Received, ErrorCode = null, ErrorDetail = null, EmbeddedCount = 0 });
        }

        return found;
    }

    public override void Dispose()
    {
        _engine.StatusChanged -= Wake;
        _waiting.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            // Before anything is claimed: what the last process was reading waits again.
            await WorkLoop.UntilDoneAsync(_store.RecoverAsync, _logger, stoppingToken);
            Wake();
            await Task.WhenAll(
            [
                .. Enumerable.Range(0, _options.Readers).Select(_ => _toRead.RunAsync(stoppingToken)),
                _toEmbed.RunAsync(stoppingToken),
                WorkLoop.UntilDoneAsync(_store.WriteMissingKeywordsAsync, _logger, stoppingToken),
                WorkLoop.UntilDoneAsync(_intake.SweepAsync, _logger, stoppingToken),
            ]);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A graceful stop.
        }
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        do
        {
            await _engine.WaitUntilReadyAsync(cancellationToken);
        }
        while (await ReadAsync(cancellationToken));
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await _pipeline.ReadNextAsync(cancellationToken);
        _toEmbed.Wake();
        if (found)
        {
            _toRead.Wake(); // the other readers, if any
        }

        return found;
    }

    private async Task EmbedAllAsync(CancellationToken cancellationToken)
    {
        while (await _pipeline.EmbedNextAsync(cancellationToken))
        {
        }
    }

    private void Wake()
    {
        _toRead.Wake();
        _toEmbed.Wake();
    }
}
