using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Core.Documents;

/// <summary>A document has moved on. <paramref name="Document"/> is as it is now; <paramref name="Removed"/> when it was deleted.</summary>
public sealed record DocumentChange(Document Document, bool Removed);

/// <summary>Tells pages and the index about documents, in this process, as it happens.</summary>
public sealed class DocumentChanges(ILogger<DocumentChanges>? logger = null)
{
    private event Action<DocumentChange>? Changed;

    /// <summary>Calls <paramref name="listener"/> on any thread at every change until the result is disposed.</summary>
    public IDisposable Subscribe(Action<DocumentChange> listener)
    {
        Changed += listener;
        return new Subscription(() => Changed -= listener);
    }

    /// <summary>Tells every listener; one that throws, such as a page that was just left, neither stops the work nor keeps the others from hearing of it.</summary>
    internal void Tell(Document document, bool removed = false)
    {
        foreach (var listener in Changed?.GetInvocationList() ?? [])
        {
            try
            {
                ((Action<DocumentChange>)listener)(new DocumentChange(document, removed));
            }
#pragma warning disable CA1031 // It is the listener's own failure.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.ListenerFailed(logger ?? NullLogger<DocumentChanges>.Instance, e);
            }
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
