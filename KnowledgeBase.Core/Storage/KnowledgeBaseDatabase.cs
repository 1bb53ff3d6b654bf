using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Storage;

/// <summary>
/// The SQLite file. One writer: every write is a short delegate that runs in its own transaction on one connection and
/// one thread, which also is the only one that checkpoints. That is what keeps SQLite 3.50.4, the only version to be
/// had, clear of its WAL-reset bug (fixed in 3.51.3), which needs two connections that write or checkpoint at once.
/// Readers are read-only connections and never checkpoint. Nothing but SQLite ever opens the file in this process:
/// closing another handle would drop SQLite's POSIX locks.
/// </summary>
public sealed class KnowledgeBaseDatabase : IAsyncDisposable
{
    private readonly Channel<Action<SqliteConnection>> _writes = Channel.CreateBounded<Action<SqliteConnection>>(
        new BoundedChannelOptions(1024) { SingleReader = true });

    private readonly SqliteConnection _writer;
    private readonly string _readConnectionString;
    private readonly Task _writing;

    /// <summary>Opens or creates <c>kb.db</c> in the data folder and brings its schema up to date.</summary>
    /// <exception cref="StorageException">database_damaged or database_newer; the file is untouched.</exception>
    public KnowledgeBaseDatabase(DataFolder folder)
    {
        var path = folder.Below("kb.db");
        _readConnectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly }.ToString();
        _writer = OpenWriter(path);
        _writing = Task.Factory.StartNew(WriteLoop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>SQLite's own version, such as "3.50.4".</summary>
    public string SqliteVersion => _writer.ServerVersion;

    /// <summary>Runs <paramref name="write"/> in a transaction of its own; completes after the commit is on disk.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken = default)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _writes.Writer.WriteAsync(Run, cancellationToken);
        return await done.Task;

        void Run(SqliteConnection connection)
        {
            try
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                var result = write(connection);
                transaction.Commit();
                done.SetResult(result);
            }
            catch (SqliteException e) when (e.SqliteErrorCode == 13)
            {
                done.SetException(new StorageException(StorageException.DiskFull, "The disk is full.", e));
            }
#pragma warning disable CA1031 // Whatever went wrong belongs to the caller; the writer lives on.
            catch (Exception e)
#pragma warning restore CA1031
            {
                done.SetException(e);
            }
        }
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{SqliteConnection, T}, CancellationToken)"/>
    public Task WriteAsync(Action<SqliteConnection> write, CancellationToken cancellationToken = default) =>
        WriteAsync(
            connection =>
            {
                write(connection);
                return true;
            },
            cancellationToken);

    /// <summary>Runs <paramref name="read"/> on a read-only connection, in one snapshot of the data.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken = default) =>
        Task.Run(() => Read(read), cancellationToken);

    /// <inheritdoc cref="ReadAsync{T}"/>
    public T Read<T>(Func<SqliteConnection, T> read)
    {
        using var connection = new SqliteConnection(_readConnectionString);
        connection.Open();
        connection.Execute("pragma query_only = 1; pragma wal_autocheckpoint = 0; pragma busy_timeout = 5000");
        using var transaction = connection.BeginTransaction(deferred: true);
        return read(connection);
    }

    /// <summary>Bytes of the database file, without what its write-ahead log has not put into it yet.</summary>
    public Task<long> SizeAsync(CancellationToken cancellationToken) => ReadAsync(
        connection => connection.Scalar<long>("select page_count * page_size from pragma_page_count(), pragma_page_size()"), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        await _writing;
        _writer.Dispose();
    }

    private static SqliteConnection OpenWriter(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            // Three vectors of 2,560 halves to a page; with 8 KB it would be one, and a third of the file empty.
            connection.Execute("pragma page_size = 16384");
            connection.Execute("pragma busy_timeout = 5000; pragma foreign_keys = on; pragma trusted_schema = off; pragma mmap_size = 0");
            Schema.RequireKnownVersion(connection);
            connection.Execute("pragma journal_mode = wal");
            connection.Execute("pragma synchronous = full");
            Schema.Migrate(connection);
            return connection;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            connection.Dispose();
            throw new StorageException(StorageException.DatabaseDamaged, $"{path} is damaged or no SQLite database. Restore a backup, or move the file away.", e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void WriteLoop()
    {
        while (_writes.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_writes.Reader.TryRead(out var write))
            {
                write(_writer);
            }
        }
    }
}
