using System.Collections.Concurrent;
using System.Diagnostics;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Ingestion;

/// <summary>
/// What happens to one document: read, chunk, store the text; embed, store the vectors, ready. One failed document
/// does not stop the others.
/// </summary>
public sealed class IngestionPipeline(
    IngestionStore store,
    DocumentStore documents,
    DocumentFiles files,
    DataFolder folder,
    IDocumentReading reading,
    DocumentPasswords passwords,
    IChunker chunker,
    IEmbeddingEngine engine,
    EmbeddingIdentityStore identities,
    CollectionStore collections,
    DocumentChanges changes,
    IOptions<IngestionOptions> options,
    IOptions<ChunkingOptions> chunking,
    ILogger<IngestionPipeline> logger)
{
    // Documents whose work ended in a way that could not be written down, on a full disk say.
    private readonly ConcurrentDictionary<Guid, bool> _left = new();

    /// <summary>Reads and chunks the next received document. False when none waits.</summary>
    /// <exception cref="EmbeddingException">The engine was not ready; the document waits again.</exception>
    public async Task<bool> ReadNextAsync(CancellationToken cancellationToken)
    {
        await PutBackAsync(cancellationToken);
        if (await store.ClaimForReadingAsync(cancellationToken) is not { } document)
        {
            return false;
        }

        changes.Tell(document);
        var password = passwords.Take(document.Id);
        try
        {
            await ReadAsync(document, password, cancellationToken);
        }
        catch (Exception e) when (IsNoFaultOfTheDocument(e))
        {
            if (password is not null) passwords.Keep(document.Id, password);
            await PutBackAsync(document.Id);
            throw;
        }
        catch (Exception e)
        {
            await FailAsync(document.Id, e, isReading: true);
        }

        await TellAsync(document.Id);
        return true;
    }

    /// <summary>Embeds the next document that has been read. False when none waits.</summary>
    /// <exception cref="EmbeddingException">The engine is not ready, or no more; the document waits again.</exception>
    public async Task<bool> EmbedNextAsync(CancellationToken cancellationToken)
    {
        await PutBackAsync(cancellationToken);
        var model = await engine.WaitUntilReadyAsync(cancellationToken);
        if (await store.ClaimForEmbeddingAsync(options.Value.MaxAttempts, cancellationToken) is not { } document)
        {
            return false;
        }

        try
        {
            if (await collections.FindAsync(document.CollectionId, cancellationToken) is { } collection)
            {
                await EmbedAsync(document, collection, model, cancellationToken);
            }
        }
        catch (EmbeddingException e) when (e.Code == EmbeddingException.ModelChanged)
        {
            // It begins anew with the model that serves now.
            await PutBackAsync(document.Id);
        }
        catch (EmbeddingException e) when (e.IsCrash)
        {
            // This start counts: a document that takes the engine down each time is set aside in the end.
            throw;
        }
        catch (Exception e) when (IsNoFaultOfTheDocument(e))
        {
            await PutBackAsync(document.Id);
            throw;
        }
        catch (Exception e)
        {
            await FailAsync(document.Id, e);
        }

        await TellAsync(document.Id);
        return true;
    }

    private async Task ReadAsync(Document document, string? password, CancellationToken cancellationToken)
    {
        // Token counts need the model: until it is loaded documents wait, safely received.
        await engine.WaitUntilReadyAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var text = await reading.ReadAsync(document.Choice.RequestFor(files.ExistingPathOf(document.Sha256), document.Name, password), new PageProgress(this, document), cancellationToken);
        IngestionMetrics.Observe("read", started);
        started = Stopwatch.GetTimestamp();
        var chunks = chunker.Split(text, engine, chunking.Value);
        if (chunks.Count == 0)
        {
            throw new DocumentReadingException(ReadingOutcome.NoText, "The file has no text.");
        }

        IngestionMetrics.Observe("chunk", started);
        started = Stopwatch.GetTimestamp();
        folder.RequireRoomFor(0);
        await store.SaveTextAsync(document.Id, text, chunks, cancellationToken);
        IngestionMetrics.Observe("store", started);
    }

    /// <summary>The host stops, or the engine is not there: the document waits for the next start of either.</summary>
    private static bool IsNoFaultOfTheDocument(Exception exception) => exception is OperationCanceledException or EmbeddingException { IsPassing: true };

    private async Task PutBackAsync(Guid id)
    {
        _left[id] = true;
        await PutBackAsync(CancellationToken.None);
    }

    private async Task PutBackAsync(CancellationToken cancellationToken)
    {
        foreach (var id in _left.Keys)
        {
            // Taken first, so that no other loop puts it back once more when somebody works on it already.
            if (!_left.TryRemove(id, out _)) continue;
            try
            {
                await store.PutBackAsync(id, cancellationToken);
            }
            catch
            {
                _left[id] = true;
                throw;
            }

            await TellAsync(id);
        }
    }

    private async Task EmbedAsync(Document document, Collection collection, EmbeddingModelInfo model, CancellationToken cancellationToken)
    {
        var wanted = EmbeddingIdentity.Of(model, collection.DocumentInstruction, chunker.Version, collection.Dimensions);
        var identity = await identities.IdOfAsync(wanted, cancellationToken);
        var waiting = await store.BeginEmbeddingAsync(document.Id, identity, cancellationToken);
        var done = document.ChunkCount - waiting.Count;
        var storing = Task.FromResult(true);
        await foreach (var vectors in new ChunkEmbedding(engine.EmbedAsync, model.Sha256, BatchSizeFor(document.Attempts)).EmbedAsync(waiting, wanted.Instruction, wanted.Dimensions, cancellationToken))
        {
            // The last batch is stored while this one was computed, so that the engine never waits for the disk.
            if (!await storing)
            {
                return;
            }

            done += vectors.Count;
            storing = StoreAsync(document.Id, identity, vectors, cancellationToken);
            changes.Tell(document with { Status = DocumentStatus.Embedding, EmbeddedCount = done });
        }

        if (await storing && await store.FinishAsync(document.Id, cancellationToken))
        {
            Log.Ready(logger, document.Id, document.ChunkCount);
        }
    }

    /// <summary>
    /// After starts that came to nothing smaller steps: a process that was only killed often gets on, and is not taken for
    /// one that the document kills.
    /// </summary>
    private int BatchSizeFor(int attempts) => Math.Max(1, options.Value.BatchSize >> (2 * Math.Clamp(attempts - 1, 0, 8)));

    private async Task<bool> StoreAsync(Guid id, int identity, IReadOnlyList<(long, float[])> vectors, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        folder.RequireRoomFor(0);
        var stored = await store.SaveVectorsAsync(id, identity, vectors, cancellationToken);
        IngestionMetrics.Observe("store", started);
        return stored;
    }

    /// <summary>The stable code of why a document could not be read or embedded.</summary>
    internal static string CodeOf(Exception exception) => exception switch
    {
        DocumentReadingException e => e.Code,
        EmbeddingException e => e.Code,
        StorageException e => e.Code,
        FileNotFoundException => "original_missing",
        _ => "unexpected",
    };

    private async Task FailAsync(Guid id, Exception exception, bool isReading = false)
    {
        var code = CodeOf(exception);
        var status = code is ReadingOutcome.Bomb or ReadingOutcome.ParserCrash or ReadingOutcome.Timeout ? DocumentStatus.Quarantined : DocumentStatus.Failed;
        if (code == "unexpected")
        {
            Log.Unexpected(logger, exception);
        }

        Log.Failed(logger, id, status, code);
        try
        {
            await store.FailAsync(id, status, code, exception.Message, CancellationToken.None, keepsWhatIsWhole: isReading);
        }
        catch
        {
            _left[id] = true;
            throw;
        }
    }

    private async Task TellAsync(Guid id)
    {
        if (await documents.FindAsync(id, CancellationToken.None) is { } now)
        {
            changes.Tell(now);
        }
    }

    private void TellPages(Document document) => changes.Tell(document);

    private void SavePages(Guid id, int pages) => _ = store.SavePagesReadAsync(id, pages, CancellationToken.None);

    /// <summary>Pages go to listeners at once and to the database every 20, for those who poll.</summary>
    private sealed class PageProgress(IngestionPipeline pipeline, Document document) : IProgress<(int Read, int? Total)>
    {
        public void Report((int Read, int? Total) value)
        {
            pipeline.TellPages(document with { PagesRead = value.Read, PageCount = value.Total });
            if (value.Read % 20 == 0)
            {
                pipeline.SavePages(document.Id, value.Read);
            }
        }
    }
}
