using System.Threading.Channels;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;
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
    private readonly Channel<bool> _toRead = Signal();
    private readonly Channel<bool> _toEmbed = Signal();
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
        _waiting = changes.Subscribe(change =>
        {
            if (change is { Removed: false, Document.Status: DocumentStatus.Received })
            {
                _toRead.Writer.TryWrite(true);
            }
        });
        engine.StatusChanged += Wake;
    }

    /// <summary>Reads an encrypted document with a password, which is kept in memory for this one reading.</summary>
    public Task<bool> RetryAsync(Document document, string password, CancellationToken cancellationToken, ReadingChoice? choice = null)
    {
        if (password.Length > 0) _passwords.Keep(document.Id, password);
        return RetryAsync(document, cancellationToken, choice);
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
        await _store.RecoverAsync(stoppingToken);
        await _store.WriteMissingKeywordsAsync(stoppingToken);
        await _intake.SweepAsync(stoppingToken);
        Wake();
        var loops = Enumerable.Range(0, _options.Readers)
            .Select(_ => LoopAsync(_toRead, ReadAsync, stoppingToken))
            .Append(LoopAsync(_toEmbed, _pipeline.EmbedNextAsync, stoppingToken));
        await Task.WhenAll(loops);
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        await _engine.WaitUntilReadyAsync(cancellationToken);
        var found = await _pipeline.ReadNextAsync(cancellationToken);
        _toEmbed.Writer.TryWrite(true);
        if (found)
        {
            _toRead.Writer.TryWrite(true); // wakes the other readers, if any
        }

        return found;
    }

    private async Task LoopAsync(Channel<bool> signal, Func<CancellationToken, Task<bool>> work, CancellationToken stoppingToken)
    {
        try
        {
            while (await signal.Reader.WaitToReadAsync(stoppingToken))
            {
                signal.Reader.TryRead(out _);
                try
                {
                    while (await work(stoppingToken))
                    {
                    }
                }
                catch (EmbeddingException e)
                {
                    // The engine's next change of state wakes this loop again.
                    Log.EngineNotReady(_logger, e.Code);
                }
#pragma warning disable CA1031 // The loop must outlive anything that one document can do.
                catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    Log.Unexpected(_logger, e);
                    await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken);
                    signal.Writer.TryWrite(true);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A graceful stop: the state in the database says where to go on.
        }
    }

    private void Wake()
    {
        _toRead.Writer.TryWrite(true);
        _toEmbed.Writer.TryWrite(true);
    }

    private static Channel<bool> Signal() => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
}
