namespace KnowledgeBase.Core.Faqs;

/// <summary>Tells the index and open pages about entries, in this process, as it happens.</summary>
public sealed class FaqChanges
{
    /// <summary>Raised on any thread; true when the entry was deleted.</summary>
    public event Action<FaqEntry, bool>? Changed;

    /// <summary>Raised on any thread when many entries of a collection changed at once.</summary>
    public event Action<Guid>? Reloaded;

    internal void TellReloaded(Guid collectionId) => Reloaded?.Invoke(collectionId);

    internal void Tell(FaqEntry entry, bool removed = false) => Changed?.Invoke(entry, removed);
}
