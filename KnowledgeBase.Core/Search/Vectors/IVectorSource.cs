using System.Collections.Immutable;

namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>
/// Where an index reads stored vectors: of a document's chunks, of an FAQ entry's phrasings. A vector whose checksum does
/// not match is counted, never given.
/// </summary>
internal interface IVectorSource
{
    /// <summary>Codes of all vectors of a collection that have this identity and may be found now, by owner.</summary>
    /// <param name="ownerId">Only this owner's; null for all.</param>
    Task<(ImmutableDictionary<Guid, VectorCodes> Owners, int Damaged)> ReadAsync(
        Guid collectionId, int identityId, Guid? ownerId, CancellationToken cancellationToken);

    /// <summary>The stored form of some vectors, in no order; those deleted or made by another model meanwhile are left out.</summary>
    Task<(IReadOnlyList<(long Id, byte[] Value)> Vectors, int Damaged)> ReadAsync(
        IReadOnlyList<long> ids, IEnumerable<int> identityIds, CancellationToken cancellationToken);
}
