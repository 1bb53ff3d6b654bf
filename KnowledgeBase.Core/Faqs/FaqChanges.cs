namespace KnowledgeBase.Core.Faqs;

/// <summary>Tells the index and open pages about entries, in this process, as it happens.</summary>
public sealed class FaqChanges
{
    /// <summary>Raised on any thread; true when the entry was deleted.</summary>
    public event Action<FaqEntry, bool>? Changed;

    internal void Tell(FaqEntry entry, bool removed = false) => Changed?.Invoke(entry, removed);
}
