using System.Numerics.Tensors;
using System.Text.Json;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.DocumentVectors;

/// <summary>Vectors of whole documents. Those of two identities are never compared.</summary>
public sealed class DocumentVectorStore(KnowledgeBaseDatabase database)
{
    /// <summary>Which vectors are those of the present text and identity.</summary>
    private const string IsThere = "exists (select 1 from document_vector v where v.document_id = d.id and v.identity_id = $identity and v.text_crc = t.crc)";

    /// <summary>A ready document of the collection without its vector, oldest first; null when all have theirs.</summary>
    /// <param name="except">Those that could not be embedded.</param>
    internal Task<(Guid Id, uint TextChecksum)?> NextAsync(Guid collectionId, int identity, IEnumerable<Guid> except, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"""
            select d.id, t.crc from document d join document_text t on t.document_id = d.id
            where d.collection_id = $collection and d.status = 'ready' and not {IsThere}
              and d.id not in (select value from json_each($except)) order by d.received_at, d.id limit 1
            """,
            row => ((Guid Id, uint TextChecksum)?)(row.GetId(0), (uint)row.GetInt64(1)),
            ("$collection", collectionId), ("$identity", identity), ("$except", JsonSerializer.Serialize(except))).SingleOrDefault(),
        cancellationToken);

    public Task<DocumentVectorProgress> ProgressAsync(Guid collectionId, int identity, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"""
            select count(*) filter (where {IsThere}), count(*) from document d join document_text t on t.document_id = d.id
            where d.collection_id = $collection and d.status = 'ready'
            """,
            row => new DocumentVectorProgress(row.GetInt32(0), row.GetInt32(1)), ("$collection", collectionId), ("$identity", identity)).Single(),
        cancellationToken);

    /// <summary>Stores it in place of an older one, unless the document was deleted or read anew meanwhile.</summary>
    internal Task SaveAsync(DocumentVector vector, int identity, uint textChecksum, CancellationToken cancellationToken)
    {
        var blob = VectorBlob.Encode(vector.Vector);
        return database.WriteAsync(
            connection => connection.Execute(
                """
                insert or replace into document_vector (document_id, identity_id, value, crc, text_crc, tokens, parts)
                select document_id, $identity, $value, $crc, crc, $tokens, $parts from document_text where document_id = $id and crc = $text
                """,
                ("$id", vector.DocumentId), ("$identity", identity), ("$value", blob), ("$crc", (long)VectorBlob.Checksum(blob)),
                ("$text", (long)textChecksum), ("$tokens", vector.Tokens), ("$parts", vector.Parts)),
            cancellationToken);
    }

    /// <summary>The document's vector of this identity; null when it has none, or none of its present text.</summary>
    public Task<DocumentVector?> FindAsync(Guid documentId, int identity, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            """
            select v.value, v.crc, v.tokens, v.parts from document_vector v join document_text t on t.document_id = v.document_id
            where v.document_id = $id and v.identity_id = $identity and v.text_crc = t.crc
            """,
            row => (Value: row.GetFieldValue<byte[]>(0), Checksum: (uint)row.GetInt64(1), Tokens: row.GetInt32(2), Parts: row.GetInt32(3)),
            ("$id", documentId), ("$identity", identity))
            .Where(row => VectorBlob.Checksum(row.Value) == row.Checksum)
            .Select(row => new DocumentVector(documentId, VectorBlob.Decode(row.Value), row.Tokens, row.Parts)).SingleOrDefault(),
        cancellationToken);

    /// <summary>The documents of these collections that are most like it, best first; it is not among them.</summary>
    internal Task<IReadOnlyList<SimilarDocument>> NearestAsync(
        DocumentVector vector, int identity, IEnumerable<Guid> collectionIds, int take, CancellationToken cancellationToken) => database.ReadAsync(
        connection =>
        {
            var values = new float[vector.Vector.Length];
            return (IReadOnlyList<SimilarDocument>)
            [
                .. connection.Query(
                    """
                    select d.id, d.collection_id, d.name, d.received_at, v.value, v.crc from document_vector v join document d on d.id = v.document_id
                      join document_text t on t.document_id = d.id
                    where v.identity_id = $identity and v.text_crc = t.crc and d.status = 'ready' and d.id <> $id
                      and d.collection_id in (select value from json_each($collections))
                    """,
                    row => new SimilarDocument(row.GetId(0), row.GetId(1), row.GetString(2), row.GetTime(3), Cosine(row.GetFieldValue<byte[]>(4), (uint)row.GetInt64(5))),
                    ("$identity", identity), ("$id", vector.DocumentId), ("$collections", JsonSerializer.Serialize(collectionIds)))
                    .Where(found => !double.IsNaN(found.Cosine)).OrderByDescending(found => found.Cosine).ThenBy(found => found.Id).Take(take),
            ];

            // A damaged vector must not give a wrong score.
            double Cosine(byte[] value, uint checksum)
            {
                if (VectorBlob.Checksum(value) != checksum)
                {
                    return double.NaN;
                }

                VectorBlob.Decode(value, values);
                return Math.Clamp(TensorPrimitives.Dot<float>(vector.Vector, values), -1, 1);
            }
        },
        cancellationToken);

    /// <summary>Deletes those of a collection that has none any more.</summary>
    internal Task DropAsync(Guid collectionId, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "delete from document_vector where document_id in (select id from document where collection_id = $collection)", ("$collection", collectionId)),
        cancellationToken);
}
