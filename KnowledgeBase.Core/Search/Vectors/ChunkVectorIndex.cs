using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>The vectors of ready documents' chunks.</summary>
public sealed class ChunkVectorIndex : VectorIndex, IDisposable
{
    private readonly IDisposable _subscription;

    public ChunkVectorIndex(KnowledgeBaseDatabase database, DocumentChanges changes, ILogger<ChunkVectorIndex> logger)
        : base(new ChunkVectors(database), logger) =>
        _subscription = changes.Subscribe(change => Change(
            change.Document.CollectionId,
            change.Document.Id,
            identity => !change.Removed && change.Document.Status == DocumentStatus.Ready && change.Document.IdentityId == identity));

    /// <summary>Other vectors than before are served for a collection.</summary>
    public void Reload(Guid collectionId) => Forget(collectionId);

    public void Dispose() => _subscription.Dispose();
}
