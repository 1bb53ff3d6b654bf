using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Generations;

/// <summary>Generations and the vectors that belong to them. Every step is one transaction; a restart goes on where it was.</summary>
public sealed class GenerationStore(KnowledgeBaseDatabase database, TimeProvider time)
{
    private const string Columns =
        "id, collection_id, model_file, instruction, dimensions, status, error_code, done, total, switch_when_ready, previous, created_at, created_by";

    /// <summary>The new generation; null when another one is open.</summary>
    internal Task<Generation?> CreateAsync(
        GenerationChange change, bool switchWhenReady, string userId, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            if (connection.Scalar<long>("select count(*) from generation where status in ('building', 'paused', 'ready')") > 0)
            {
                return null;
            }

            connection.Execute("update generation set status = 'done' where status = 'serving'");
            return connection.Query(
                $"""
                insert into generation (collection_id, model_file, instruction, dimensions, status, done, total, switch_when_ready, created_at, created_by, updated_at)
                values ($collection, $model, $instruction, $dimensions, 'building', 0, 0, $switch, $time, $user, $time) returning {Columns}
                """,
                Row, ("$collection", change.CollectionId), ("$model", change.ModelFile), ("$instruction", change.Instruction), ("$dimensions", change.Dimensions), ("$switch", switchWhenReady ? 1 : 0),
                ("$time", time.GetUtcNow()), ("$user", userId)).Single();
        },
        cancellationToken);

    /// <summary>The last one; null when there never was any.</summary>
    public Task<Generation?> LastAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {Columns} from generation order by id desc limit 1", Row).SingleOrDefault(), cancellationToken);

    /// <summary>False when it is in another state meanwhile.</summary>
    internal Task<bool> MoveAsync(long id, GenerationStatus from, GenerationStatus to, string? errorCode, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "update generation set status = $to, error_code = $error, updated_at = $time where id = $id and status = $from",
            ("$id", id), ("$from", Text(from)), ("$to", Text(to)), ("$error", errorCode), ("$time", time.GetUtcNow())) == 1,
        cancellationToken);

    /// <summary>Counts anew how far it is.</summary>
    internal Task CountAsync(long id, IReadOnlyList<GenerationTarget> targets, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            long total = 0, done = 0;
            foreach (var target in targets)
            {
                total += connection.Scalar<long>(
                    "select count(*) from document d join chunk c on c.document_id = d.id where d.collection_id = $collection and d.status = 'ready'",
                    ("$collection", target.CollectionId));
                done += connection.Scalar<long>(
                    """
                    select count(*) from document d join chunk c on c.document_id = d.id join vector v on v.chunk_id = c.id and v.identity_id = $identity
                    where d.collection_id = $collection and d.status = 'ready'
                    """,
                    ("$collection", target.CollectionId), ("$identity", target.Identity));
            }

            connection.Execute("update generation set total = $total, done = $done where id = $id", ("$id", id), ("$total", total), ("$done", done));
        },
        cancellationToken);

    internal Task<IReadOnlyList<Guid>> DocumentsAsync(Guid collectionId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select id from document where collection_id = $collection and status = 'ready' order by received_at, id", row => row.GetId(0), ("$collection", collectionId)),
        cancellationToken);

    /// <summary>Chunks of a ready document that have no vector of this identity.</summary>
    internal Task<IReadOnlyList<StoredChunk>> MissingAsync(Guid documentId, int identity, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"""
            select {ChunkStore.Columns} from chunk c join document d on d.id = c.document_id left join vector v on v.chunk_id = c.id and v.identity_id = $identity
            where d.id = $id and d.status = 'ready' and v.chunk_id is null order by c.ordinal
            """,
            ChunkStore.Row, ("$id", documentId), ("$identity", identity)),
        cancellationToken);

    /// <summary>Makes vectors of a document by cutting longer ones of the same model and instruction. False when the generation is no longer being built.</summary>
    internal async Task<bool> CutAsync(long id, Guid documentId, GenerationTarget target, CancellationToken cancellationToken)
    {
        var longer = await database.ReadAsync(
            connection => connection.Query(
                """
                select c.id, v.value, v.crc, max(have.dimensions) from chunk c join vector v on v.chunk_id = c.id
                  join embedding_identity have on have.id = v.identity_id join embedding_identity wanted on wanted.id = $identity
                where c.document_id = $document and have.dimensions > wanted.dimensions and have.model_sha256 = wanted.model_sha256
                  and have.pooling = wanted.pooling and have.instruction = wanted.instruction and have.chunker_version = wanted.chunker_version
                  and not exists (select 1 from vector there where there.chunk_id = c.id and there.identity_id = wanted.id)
                group by c.id order by c.ordinal
                """,
                row => (Id: row.GetInt64(0), Value: row.GetFieldValue<byte[]>(1), Checksum: (uint)row.GetInt64(2)),
                ("$document", documentId), ("$identity", target.Identity)),
            cancellationToken);
        var whole = longer.Where(row => VectorBlob.Checksum(row.Value) == row.Checksum)
            .Select(row => (row.Id, Vector: Matryoshka.Cut(VectorBlob.Decode(row.Value), target.Length)))
            .Where(row => row.Vector is not null).Select(row => (row.Id, row.Vector!)).ToArray();
        return whole.Length == 0 || await SaveAsync(id, target.Identity, whole, cancellationToken);
    }

    /// <summary>False when the generation is no longer being built.</summary>
    internal Task<bool> SaveAsync(long id, int identity, IReadOnlyList<(long ChunkId, float[] Vector)> vectors, CancellationToken cancellationToken)
    {
        var blobs = vectors.Select(item => (item.ChunkId, Blob: VectorBlob.Encode(item.Vector))).ToArray();
        return database.WriteAsync(
            connection =>
            {
                if (connection.Execute(
                    "update generation set done = done + $count, updated_at = $time where id = $id and status = 'building'",
                    ("$id", id), ("$count", blobs.Length), ("$time", time.GetUtcNow())) == 0)
                {
                    return false;
                }

                foreach (var (chunkId, blob) in blobs)
                {
                    // A document that was deleted or read anew meanwhile has other chunks.
                    connection.Execute(
                        """
                        insert or replace into vector (chunk_id, identity_id, value, crc)
                        select id, $identity, $value, $crc from chunk where id = $chunk
                        """,
                        ("$chunk", chunkId), ("$identity", identity), ("$value", blob), ("$crc", (long)VectorBlob.Checksum(blob)));
                }

                return true;
            },
            cancellationToken);
    }

    /// <summary>
    /// Makes the new vectors the ones that are served, all or none. False when the generation is not ready any more, or when
    /// a ready document lacks some: it has come since, and its vectors are to be made first.
    /// </summary>
    internal Task<bool> SwitchAsync(Generation generation, IReadOnlyList<GenerationTarget> targets, string previous, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            // It may have been cancelled since it was looked at.
            if (connection.Scalar<long>("select count(*) from generation where id = $id and status = 'ready'", ("$id", generation.Id)) == 0
                || targets.Any(target => IsIncomplete(connection, target)))
            {
                return false;
            }

            foreach (var target in targets)
            {
                (string, object?)[] values =
                    [("$collection", target.CollectionId), ("$identity", target.Identity), ("$instruction", target.Instruction), ("$dimensions", target.Dimensions), ("$time", time.GetUtcNow())];
                connection.Execute("update document set identity_id = $identity, updated_at = $time where collection_id = $collection and status = 'ready'", values);

                // What is being embedded was begun for the identity before; without one it is begun again.
                connection.Execute("update document set identity_id = null, attempts = 0, updated_at = $time where collection_id = $collection and status = 'embedding'", values);
                connection.Execute("update collection set document_instruction = $instruction, dimensions = $dimensions where id = $collection", values);
            }

            if (generation.Change.ModelFile is { } file)
            {
                ActiveModel.Write(connection, file);
            }

            connection.Execute(
                "update generation set status = 'serving', previous = $previous, updated_at = $time where id = $id",
                ("$id", generation.Id), ("$previous", previous), ("$time", time.GetUtcNow()));
            return true;
        },
        cancellationToken);

    /// <summary>Deletes up to <paramref name="most"/> vectors that are not served; returns how many there were.</summary>
    internal Task<int> DropUnservedAsync(int most, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            delete from vector where rowid in (
              select v.rowid from vector v join chunk c on c.id = v.chunk_id join document d on d.id = c.document_id
              where d.status = 'ready' and v.identity_id <> d.identity_id limit $most)
            """,
            ("$most", most)),
        cancellationToken);

    private static bool IsIncomplete(SqliteConnection connection, GenerationTarget target) => connection.Scalar<long>(
        """
        select exists (
          select 1 from document d join chunk c on c.document_id = d.id left join vector v on v.chunk_id = c.id and v.identity_id = $identity
          where d.collection_id = $collection and d.status = 'ready' and v.chunk_id is null)
        """,
        ("$collection", target.CollectionId), ("$identity", target.Identity)) == 1;

#pragma warning disable CA1308 // Names in the database are lower case, as its columns are.
    private static string Text(GenerationStatus status) => status.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static Generation Row(SqliteDataReader row) => new(
        row.GetInt64(0), new GenerationChange(row.IsDBNull(1) ? null : row.GetId(1), row.GetText(2), row.GetText(3), row.IsDBNull(4) ? null : row.GetInt32(4)),
        Enum.Parse<GenerationStatus>(row.GetString(5), ignoreCase: true), row.GetText(6), row.GetInt32(7), row.GetInt32(8), row.GetInt64(9) == 1,
        row.GetText(10), row.GetTime(11), row.GetString(12));
}
