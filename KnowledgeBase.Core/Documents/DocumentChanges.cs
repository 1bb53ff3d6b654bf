namespace KnowledgeBase.Core.Documents;

/// <summary>A document has moved on. <paramref name="Document"/> is as it is now; <paramref name="Removed"/> when it was deleted.</summary>
public sealed record DocumentChange(Document Document, bool Removed);

/// <summary>Tells pages and the index about documents, in this process, as it happens.</summary>
public sealed class DocumentChanges
{
    private event Action<DocumentChange>? Changed;

    /// <summary>Calls <paramref name="listener"/> on any thread at every change until the result is disposed.</summary>
    public IDisposable Subscribe(Action<DocumentChange> listener)
    {
        Changed += listener;
        return new Subscription(() => Changed -= listener);
    }

    internal void Tell(Document document, bool removed = false) => Changed?.Invoke(new DocumentChange(document, removed));

    private sealed class Subscription(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
