using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Web.Components.Shared;

/// <summary>
/// Lets a page follow the documents without being drawn at each of a thousand changes: what comes in quick succession
/// leads to one refresh, at the latest one interval after the first change.
/// </summary>
internal sealed class Refresh(Func<Task> refresh, TimeSpan interval) : IDisposable
{
    private readonly CallerCulture _culture = new();
    private readonly CancellationTokenSource _end = new();
    private IDisposable? _subscription;
    private int _pending;

    /// <summary>Refreshes after those changes for which <paramref name="concerns"/> answers true; it is called on any thread.</summary>
    public void On(DocumentChanges changes, Func<DocumentChange, bool> concerns) => _subscription = changes.Subscribe(change =>
    {
        if (concerns(change))
        {
            Request();
        }
    });

    public void Request()
    {
        if (Interlocked.Exchange(ref _pending, 1) == 0)
        {
            _ = RunAsync();
        }
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _end.Cancel();
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await Task.Delay(interval, _end.Token);
            Volatile.Write(ref _pending, 0);
            await _culture.RunAsync(refresh);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left meanwhile.
        }
    }
}
