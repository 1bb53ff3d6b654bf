using System.Collections.Concurrent;
using KnowledgeBase.Core.Faqs.Tables;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Core.Tables;

namespace KnowledgeBase.Core.Faqs.Imports;

/// <summary>
/// Takes a table in: its rows are kept and checked first, and become entries in one transaction once somebody has seen
/// what is wrong with them. An import that was accepted is finished after a restart.
/// </summary>
public sealed class FaqImports(KnowledgeBaseDatabase database, FaqImportStore store, FaqChanges changes, TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, int> _progress = new();
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _running = new();

    /// <summary>Raised on any thread when an import has got further.</summary>
    public event Action<Guid>? Changed;

    internal event Action? Wanted;

    /// <summary>Rows gone through by the transaction that is running now; null when none is.</summary>
    public int? ProgressOf(Guid id) => _progress.TryGetValue(id, out var done) ? done : null;

    /// <summary>Reads a file and keeps its rows with their faults. Nothing is in the collection yet.</summary>
    /// <param name="status">Of rows that name none.</param>
    /// <exception cref="TableException">The file is no table of entries; nothing is kept.</exception>
    public async Task<FaqImport> StageAsync(
        Guid collectionId, string fileName, Stream file, FaqStatus status, string userId, CancellationToken cancellationToken)
    {
        var rows = FaqTable.Read(await TableReader.ReadAsync(file, cancellationToken), status);
        if (rows.Count == 0)
        {
            throw new TableException("table_empty", "The file has a header, but no rows.");
        }

        var id = Guid.CreateVersion7(time.GetUtcNow());
        var import = new FaqImport(
            id, collectionId, Path.GetFileName(fileName), FaqImportStatus.Checking, FaqExistingHandling.Skip, false, rows.Count, 0, 0, 0, 0, 0, 0, time.GetUtcNow(), userId);
        await store.AddAsync(import, rows, cancellationToken);
        Wanted?.Invoke();
        return (await store.FindAsync(id, cancellationToken))!;
    }

    /// <summary>Accepts an import; it is carried out in the background.</summary>
    /// <exception cref="FaqException">import_has_faults; import_missing: it was cancelled, or is done.</exception>
    public async Task StartAsync(Guid id, FaqExistingHandling onExisting, bool leaveOutFaulty, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } import)
        {
            throw new FaqException("import_missing", "There is no such import.");
        }

        if (import.FaultyCount > 0 && !leaveOutFaulty)
        {
            throw new FaqException("import_has_faults", $"{import.FaultyCount} rows have faults.");
        }

        if (!await store.StartAsync(id, onExisting, leaveOutFaulty, cancellationToken))
        {
            throw new FaqException("import_missing", "The import is over.");
        }

        Changed?.Invoke(id);
        Wanted?.Invoke();
    }

    /// <summary>Drops an import; a transaction that is running is rolled back. False when it was done already.</summary>
    public async Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        if (_running.TryGetValue(id, out var running))
        {
            await running.CancelAsync();
        }

        var removed = await store.RemoveAsync(id, cancellationToken);
        Changed?.Invoke(id);
        return removed;
    }

    /// <summary>The one transaction.</summary>
    internal async Task RunAsync(FaqImport import, CancellationToken cancellationToken)
    {
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _running[import.Id] = running;
        try
        {
            await database.WriteAsync(
                connection => FaqImportTransaction.Run(connection, import, time.GetUtcNow(), done => Report(import.Id, done), running.Token), running.Token);
            changes.TellReloaded(import.CollectionId);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Cancelled by its owner, who also drops its rows.
        }
        finally
        {
            _running.TryRemove(import.Id, out _);
            _progress.TryRemove(import.Id, out _);
            Changed?.Invoke(import.Id);
        }
    }

    internal void TellChanged(Guid id) => Changed?.Invoke(id);

    private void Report(Guid id, int done)
    {
        _progress[id] = done;
        if (done % 250 == 0)
        {
            Changed?.Invoke(id);
        }
    }
}
