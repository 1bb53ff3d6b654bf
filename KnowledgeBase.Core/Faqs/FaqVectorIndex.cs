using KnowledgeBase.Core.Search.Vectors;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Faqs;

/// <summary>The vectors of every entry's phrasings, drafts and retired ones too: who may see which is asked at each search.</summary>
public sealed class FaqVectorIndex : VectorIndex, IDisposable
{
    private readonly FaqChanges _changes;

    internal FaqVectorIndex(FaqVectors vectors, FaqChanges changes, ILogger<FaqVectorIndex> logger)
        : base(vectors, logger)
    {
        _changes = changes;
        changes.Changed += Apply;
        changes.Reloaded += Forget;
    }

    public void Dispose()
    {
        _changes.Changed -= Apply;
        _changes.Reloaded -= Forget;
    }

    /// <summary>New vectors of an entry have been stored.</summary>
    internal void Refresh(Guid collectionId, Guid entryId) => Change(collectionId, entryId, static _ => true);

    private void Apply(FaqEntry entry, bool removed) => Change(entry.CollectionId, entry.Id, _ => !removed);
}
