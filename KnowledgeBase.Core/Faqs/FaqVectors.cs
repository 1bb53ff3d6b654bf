using System.Collections.Immutable;
using System.Text.Json;
using KnowledgeBase.Core.Search.Vectors;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Faqs;

/// <summary>Vectors of phrasings, by entry.</summary>
internal sealed class FaqVectors(KnowledgeBaseDatabase database) : IVectorSource
{
    /// <summary>Phrasings of a collection that have no vector of this identity, oldest first.</summary>
    public Task<IReadOnlyList<(long Id, Guid EntryId, string Text)>> MissingAsync(
        Guid collectionId, int identityId, int take, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            """
            select p.id, p.entry_id, p.text from faq_phrasing p join faq_entry e on e.id = p.entry_id
            left join faq_vector v on v.phrasing_id = p.id
            where e.collection_id = $collection and v.identity_id is not $identity order by p.id limit $take
            """,
            row => (row.GetInt64(0), row.GetId(1), row.GetString(2)),
            ("$collection", collectionId), ("$identity", identityId), ("$take", take)),
        cancellationToken);

    /// <summary>Whether phrasings of a collection still have vectors that another model or instruction made.</summary>
    public Task<bool> IsStaleAsync(Guid collectionId, int identityId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Scalar<long>(
            """
            select exists (
              select 1 from faq_entry e join faq_phrasing p on p.entry_id = e.id join faq_vector v on v.phrasing_id = p.id
              where e.collection_id = $collection and v.identity_id <> $identity)
            """,
            ("$collection", collectionId), ("$identity", identityId)) != 0,
        cancellationToken);

    /// <summary>Stores vectors in place of older ones; those of phrasings deleted or changed meanwhile are dropped.</summary>
    public Task SaveAsync(int identityId, IReadOnlyList<(long Id, float[] Vector)> vectors, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            foreach (var (id, vector) in vectors)
            {
                var blob = VectorBlob.Encode(vector);
                connection.Execute(
                    "insert or replace into faq_vector select id, $identity, $value, $crc from faq_phrasing where id = $id",
                    ("$id", id), ("$identity", identityId), ("$value", blob), ("$crc", (long)VectorBlob.Checksum(blob)));
            }
        },
        cancellationToken);

    public Task<(ImmutableDictionary<Guid, VectorCodes> Owners, int Damaged)> ReadAsync(
        Guid collectionId, int identityId, Guid? ownerId, CancellationToken cancellationToken) => database.ReadAsync(
        connection =>
        {
            var rows = connection.Query(
                """
                select p.entry_id, p.id, v.value, v.crc
                from faq_entry e join faq_phrasing p on p.entry_id = e.id join faq_vector v on v.phrasing_id = p.id
                where e.collection_id = $collection and v.identity_id = $identity and ($entry is null or e.id = $entry)
                order by p.entry_id, p.ordinal
                """,
                row => (Entry: row.GetId(0), Id: row.GetInt64(1), Value: row.GetFieldValue<byte[]>(2), Checksum: (uint)row.GetInt64(3)),
                ("$collection", collectionId), ("$identity", identityId), ("$entry", ownerId));
            var whole = rows.Where(row => VectorBlob.Checksum(row.Value) == row.Checksum).ToArray();
            return (
                whole.GroupBy(row => row.Entry).ToImmutableDictionary(group => group.Key, group => new VectorCodes([.. group.Select(row => (row.Id, row.Value))])),
                rows.Count - whole.Length);
        },
        cancellationToken);

    public Task<(IReadOnlyList<(long Id, byte[] Value)> Vectors, int Damaged)> ReadAsync(
        IReadOnlyList<long> ids, IEnumerable<int> identityIds, CancellationToken cancellationToken) => database.ReadAsync<(IReadOnlyList<(long, byte[])>, int)>(
        connection =>
        {
            var rows = connection.Query(
                """
                select v.phrasing_id, v.value, v.crc from json_each($ids) wanted join faq_vector v on v.phrasing_id = wanted.value
                where v.identity_id in (select value from json_each($identities))
                """,
                row => (Id: row.GetInt64(0), Value: row.GetFieldValue<byte[]>(1), Checksum: (uint)row.GetInt64(2)),
                ("$ids", JsonSerializer.Serialize(ids)), ("$identities", JsonSerializer.Serialize(identityIds)));
            (long, byte[])[] whole = [.. rows.Where(row => VectorBlob.Checksum(row.Value) == row.Checksum).Select(row => (row.Id, row.Value))];
            return (whole, rows.Count - whole.Length);
        },
        cancellationToken);
}
