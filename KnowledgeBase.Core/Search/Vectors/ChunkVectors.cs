using System.Collections.Immutable;
using System.Text.Json;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>Vectors of chunks, by document.</summary>
internal sealed class ChunkVectors(KnowledgeBaseDatabase database) : IVectorSource
{
    public Task<(ImmutableDictionary<Guid, VectorCodes> Owners, int Damaged)> ReadAsync(
        Guid collectionId, int identityId, Guid? ownerId, CancellationToken cancellationToken) => database.ReadAsync(
        connection =>
        {
            var documents = ImmutableDictionary.CreateBuilder<Guid, VectorCodes>();
            var damaged = 0;
            var ids = ownerId is { } one ? [one] : connection.Query(
                "select id from document where collection_id = $collection and status = 'ready' and identity_id = $identity",
                row => row.GetId(0), ("$collection", collectionId), ("$identity", identityId));
            foreach (var id in ids)
            {
                var rows = connection.Query(
                    """
                    select v.chunk_id, v.value, v.crc
                    from document d join chunk c on c.document_id = d.id join vector v on v.chunk_id = c.id
                    where d.id = $document and d.status = 'ready' and d.identity_id = $identity and v.identity_id = $identity
                    order by c.ordinal
                    """,
                    row => (ChunkId: row.GetInt64(0), Value: row.GetFieldValue<byte[]>(1), Checksum: (uint)row.GetInt64(2)),
                    ("$document", id), ("$identity", identityId));
                var whole = rows.Where(row => VectorBlob.Checksum(row.Value) == row.Checksum).Select(row => (row.ChunkId, row.Value)).ToArray();
                damaged += rows.Count - whole.Length;
                if (whole.Length > 0)
                {
                    documents[id] = new VectorCodes(whole);
                }
            }

            return (documents.ToImmutable(), damaged);
        },
        cancellationToken);

    public Task<(IReadOnlyList<(long Id, byte[] Value)> Vectors, int Damaged)> ReadAsync(
        IReadOnlyList<long> ids, IEnumerable<int> identityIds, CancellationToken cancellationToken) => database.ReadAsync<(IReadOnlyList<(long, byte[])>, int)>(
        connection =>
        {
            var rows = connection.Query(
                """
                select v.chunk_id, v.value, v.crc
                from json_each($ids) wanted join chunk c on c.id = wanted.value join document d on d.id = c.document_id
                  join vector v on v.chunk_id = c.id and v.identity_id = d.identity_id
                where v.identity_id in (select value from json_each($identities))
                """,
                row => (ChunkId: row.GetInt64(0), Value: row.GetFieldValue<byte[]>(1), Checksum: (uint)row.GetInt64(2)),
                ("$ids", JsonSerializer.Serialize(ids)), ("$identities", JsonSerializer.Serialize(identityIds)));
            (long, byte[])[] whole = [.. rows.Where(row => VectorBlob.Checksum(row.Value) == row.Checksum).Select(row => (row.ChunkId, row.Value))];
            return (whole, rows.Count - whole.Length);
        },
        cancellationToken);
}
