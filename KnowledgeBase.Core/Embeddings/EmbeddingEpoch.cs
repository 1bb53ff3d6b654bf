namespace KnowledgeBase.Core.Embeddings;

/// <summary>
/// Lets searches run while the vectors that are served are switched. A switch changes the model in memory, the database
/// and the index one after the other; a search that overlaps with one is repeated, so that no answer is ever made of both.
/// </summary>
public sealed class EmbeddingEpoch : IDisposable
{
    private readonly SemaphoreSlim _switching = new(1);
    private volatile TaskCompletionSource _rest = AtRest();
    private long _epoch;

    /// <summary>Raised on any thread after a switch.</summary>
    public event Action? Switched;

    /// <summary>How many switches there were.</summary>
    public long Count => Volatile.Read(ref _epoch);

    /// <summary>What <paramref name="read"/> gives between two switches; a failure across one counts as little as a result.</summary>
    public async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        while (true)
        {
            var rest = _rest;
            await rest.Task.WaitAsync(cancellationToken);
            try
            {
                var result = await read();
                if (ReferenceEquals(rest, _rest))
                    return result;
            }
            catch (Exception exception) when (exception is not OperationCanceledException && !ReferenceEquals(rest, _rest))
            {
                // It met a half of each.
            }
        }
    }

    /// <summary>Runs a switch; searches that begin meanwhile wait for its end.</summary>
    public async Task SwitchAsync(Func<Task> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        await _switching.WaitAsync(cancellationToken);
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _rest = next;
            await change();
        }
        finally
        {
            Interlocked.Increment(ref _epoch);
            next.SetResult();
            _switching.Release();
            Switched?.Invoke();
        }
    }

    public void Dispose() => _switching.Dispose();

    private static TaskCompletionSource AtRest()
    {
        var rest = new TaskCompletionSource();
        rest.SetResult();
        return rest;
    }
}
