using System.Collections.Concurrent;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Ingestion.Rereading;

/// <summary>
/// Reads documents anew beside their own text, one at a time. Whatever goes wrong, the document stays as it is and is found
/// as before; what is kept takes its place only when all its vectors are there.
/// </summary>
public sealed class RereadingWorker(
    RereadingStore store,
    DocumentStore documents,
    DocumentFiles files,
    IDocumentReading reading,
    DocumentPasswords passwords,
    CollectionStore collections,
    EmbeddingIdentityStore identities,
    IChunker chunker,
    IEmbeddingEngine engine,
    DocumentChanges changes,
    IOptions<IngestionOptions> options,
    IOptions<ChunkingOptions> chunking,
    ILogger<RereadingWorker> logger) : BackgroundService
{
    private WorkLoop? _loop;
    private readonly ConcurrentDictionary<Guid, (int Done, int? Total)> _progress = new();

    /// <summary>Asks for a reading; see <see cref="RereadingStore.AskAsync"/>.</summary>
    /// <param name="password">Opens an encrypted file; kept in memory for this one reading. Null for any other.</param>
    public async Task<bool> AskAsync(Document document, ReadingChoice choice, string? password, bool keepAtOnce, string userId, CancellationToken cancellationToken)
    {
        // Before it is asked for: the worker may take it at once.
        if (!string.IsNullOrEmpty(password)) passwords.Keep(document.Id, password);
        var asked = await store.AskAsync(document.Id, choice.Or(document.Choice), keepAtOnce, userId, cancellationToken);
        if (!asked) passwords.Take(document.Id);
        return await WakeIfAsync(asked, document.Id);
    }

    /// <summary>The reading beside a document's text, with how far it has come; null when there is none.</summary>
    public async Task<DocumentRereading?> FindAsync(Guid documentId, CancellationToken cancellationToken)
    {
        var found = await store.FindAsync(documentId, cancellationToken);
        return found is { IsUnderWay: true } && _progress.TryGetValue(documentId, out var at) ? found with { Done = at.Done, Total = at.Total } : found;
    }

    /// <summary>Puts the other text in the place of the document's own. False when there is none, or the document is not ready.</summary>
    public async Task<bool> KeepAsync(Guid documentId, CancellationToken cancellationToken) => await WakeIfAsync(await store.KeepAsync(documentId, cancellationToken), documentId);

    /// <summary>Forgets the other text. False when there is none, or work on it is under way.</summary>
    public async Task<bool> DropAsync(Guid documentId, CancellationToken cancellationToken)
    {
        var dropped = await store.DropAsync(documentId, cancellationToken);
        if (dropped) await TellAsync(documentId);
        return dropped;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Loop.Wake();
        return Loop.RunAsync(stoppingToken);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        // Of the last process, or of a failure that found no room to be written: nothing else is being read now.
        await store.RecoverAsync(cancellationToken);
        while (await StepAsync(cancellationToken))
        {
        }
    }

    /// <summary>Reads or keeps the next one. False when none waits.</summary>
    internal async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (await store.ClaimAsync(cancellationToken) is not { } next) return false;
        await TellAsync(next.DocumentId);
        try
        {
            var document = await documents.FindAsync(next.DocumentId, cancellationToken);
            if (document is null)
            {
                // Its row went with it.
            }
            else if (next.Status == RereadingStatus.Keeping)
            {
                await ExchangeAsync(document, cancellationToken);
            }
            else
            {
                var request = next.Choice.RequestFor(files.ExistingPathOf(document.Sha256), document.Name, passwords.Take(document.Id));
                await store.SaveAsync(document.Id, await reading.ReadAsync(request, new Progress(this, document.Id), cancellationToken), cancellationToken);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var code = IngestionPipeline.CodeOf(e);
            if (code == "unexpected") Ingestion.Log.Unexpected(logger, e);
            Ingestion.Log.RereadingFailed(logger, next.DocumentId, code);
            await store.FailAsync(next.DocumentId, code, CancellationToken.None);
        }

        _progress.TryRemove(next.DocumentId, out _);
        await TellAsync(next.DocumentId);
        return true;
    }

    private async Task ExchangeAsync(Document document, CancellationToken cancellationToken)
    {
        while (true)
        {
            var model = await engine.WaitUntilReadyAsync(cancellationToken);
            var text = await store.TextAsync(document.Id, cancellationToken);
            var collection = await collections.FindAsync(document.CollectionId, cancellationToken);
            if (text is null || collection is null) return;
            try
            {
                var chunks = chunker.Split(text, engine, chunking.Value);
                if (chunks.Count == 0) throw new DocumentReadingException(ReadingOutcome.NoText, "The file has no text.");
                var wanted = EmbeddingIdentity.Of(model, collection.DocumentInstruction, chunker.Version, collection.Dimensions);
                var vectors = await EmbedAsync(document.Id, chunks, wanted, cancellationToken);
                // A generation may have switched meanwhile: what is served must be what was made.
                var now = await collections.FindAsync(collection.Id, cancellationToken);
                if (now is not null && EmbeddingIdentity.Of(model, now.DocumentInstruction, chunker.Version, now.Dimensions) != wanted) continue;
                var identity = await identities.IdOfAsync(wanted, cancellationToken);
                if (!await store.SwapAsync(document.Id, chunks, identity, vectors, cancellationToken)) await store.FailAsync(document.Id, "under_way", cancellationToken);
                return;
            }
            catch (EmbeddingException e) when (e is { IsPassing: true, IsCrash: false })
            {
                // Begins anew with the model that serves now, or will in a moment.
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            }
        }
    }

    private async Task<List<float[]>> EmbedAsync(Guid id, IReadOnlyList<Chunk> chunks, EmbeddingIdentity wanted, CancellationToken cancellationToken)
    {
        var vectors = new List<float[]>(chunks.Count);
        StoredChunk[] numbered = [.. chunks.Select((chunk, i) => new StoredChunk(i, id, chunk))];
        await foreach (var batch in new ChunkEmbedding(engine.EmbedAsync, wanted.ModelSha256, options.Value.BatchSize).EmbedAsync(numbered, wanted.Instruction, wanted.Dimensions, cancellationToken))
        {
            vectors.AddRange(batch.Select(item => item.Vector));
            _progress[id] = (vectors.Count, chunks.Count);
            await TellAsync(id);
        }

        return vectors;
    }

    private WorkLoop Loop => LazyInitializer.EnsureInitialized(ref _loop, () => new WorkLoop(RunAsync, logger, engine.IsAwaited))!;

    private async Task<bool> WakeIfAsync(bool done, Guid documentId)
    {
        if (done)
        {
            await TellAsync(documentId);
            Loop.Wake();
        }

        return done;
    }

    private async Task TellAsync(Guid id)
    {
        if (await documents.FindAsync(id, CancellationToken.None) is { } document) changes.Tell(document);
    }

    private sealed class Progress(RereadingWorker worker, Guid id) : IProgress<(int Read, int? Total)>
    {
        public void Report((int Read, int? Total) value)
        {
            worker._progress[id] = value;
            _ = worker.TellAsync(id);
        }
    }
}
