using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Keywords;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Ingestion;

/// <summary>
/// The steps of a document from received to ready, each one transaction, so that a process killed between any two of
/// them goes on where it was.
/// </summary>
public sealed class IngestionStore(KnowledgeBaseDatabase database, TimeProvider time)
{
    /// <summary>At start: what was being read when the last process ended is read again; embedding just goes on.</summary>
    public Task RecoverAsync(CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("update document set status = 'received' where status = 'reading'"), cancellationToken);

    /// <summary>At start: writes keywords of documents that an earlier version ingested, each in a transaction of its own.</summary>
    public async Task WriteMissingKeywordsAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await database.ReadAsync(KeywordIndex.Outdated, cancellationToken))
        {
            await database.WriteAsync(connection => KeywordIndex.Write(connection, id), cancellationToken);
        }
    }

    /// <summary>What was claimed waits again, as if the work had not begun: neither the document nor what it does to the process ended it.</summary>
    public Task PutBackAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "update document set status = case status when 'reading' then 'received' else status end, attempts = max(attempts - 1, 0) where id = $id and status in ('reading', 'embedding')",
            ("$id", id)),
        cancellationToken);

    /// <summary>Takes the oldest received document to read it.</summary>
    public Task<Document?> ClaimForReadingAsync(CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Query(
            $"""
            update document set status = 'reading', pages_read = 0, updated_at = $time
            where id = (select id from document where status = 'received' order by received_at, id limit 1)
            returning {DocumentStore.Columns}
            """,
            DocumentStore.Row, ("$time", time.GetUtcNow())).SingleOrDefault(),
        cancellationToken);

    public Task SavePagesReadAsync(Guid id, int pages, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("update document set pages_read = $pages where id = $id", ("$id", id), ("$pages", pages)), cancellationToken);

    /// <summary>Stores the text and the chunks; the document waits to be embedded. False when it was deleted meanwhile.</summary>
    public Task<bool> SaveTextAsync(Guid id, DocumentText text, IReadOnlyList<Chunk> chunks, CancellationToken cancellationToken)
    {
        var (blocks, checksum) = StoredText.Encode(text);
        return database.WriteAsync(
            connection => DocumentWriting.WriteText(connection, id, text, chunks, (blocks, checksum), time.GetUtcNow()), cancellationToken);
    }

    /// <summary>
    /// Takes the oldest document that waits for vectors and counts the start before any native code runs. One that has
    /// been started <paramref name="maxAttempts"/> times without progress took the process down each time: it is set
    /// aside and the others go on.
    /// </summary>
    public Task<Document?> ClaimForEmbeddingAsync(int maxAttempts, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                """
                update document set status = 'quarantined', error_code = 'engine_crash', error_detail = 'The process or its engine ended each time that this document was embedded.', updated_at = $time
                where status = 'embedding' and attempts >= $max
                """,
                ("$max", maxAttempts), ("$time", time.GetUtcNow()));
            return connection.Query(
                $"""
                update document set attempts = attempts + 1, updated_at = $time
                where id = (select id from document where status = 'embedding' order by received_at, id limit 1)
                returning {DocumentStore.Columns}
                """,
                DocumentStore.Row, ("$time", time.GetUtcNow())).SingleOrDefault();
        },
        cancellationToken);

    /// <summary>Gives a document its identity and drops vectors of another; returns the chunks that have no vector yet.</summary>
    public Task<IReadOnlyList<StoredChunk>> BeginEmbeddingAsync(Guid id, int identityId, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "delete from vector where identity_id <> $identity and chunk_id in (select id from chunk where document_id = $id)",
                ("$id", id), ("$identity", identityId));
            connection.Execute(
                """
                update document set identity_id = $identity,
                  embedded_count = (select count(*) from chunk c join vector v on v.chunk_id = c.id and v.identity_id = $identity where c.document_id = $id)
                where id = $id
                """,
                ("$id", id), ("$identity", identityId));
            return connection.Query(
                $"select {ChunkStore.Columns} from chunk c left join vector v on v.chunk_id = c.id and v.identity_id = $identity where c.document_id = $id and v.chunk_id is null order by c.ordinal",
                ChunkStore.Row, ("$id", id), ("$identity", identityId));
        },
        cancellationToken);

    /// <summary>Stores vectors; progress, so the count of starts begins anew. False when the document was deleted meanwhile.</summary>
    public Task<bool> SaveVectorsAsync(Guid id, int identityId, IReadOnlyList<(long ChunkId, float[] Vector)> vectors, CancellationToken cancellationToken)
    {
        var blobs = vectors.Select(item => (item.ChunkId, Blob: VectorBlob.Encode(item.Vector))).ToArray();
        return database.WriteAsync(
            connection =>
            {
                var found = connection.Execute(
                    "update document set attempts = 0, embedded_count = embedded_count + $count, updated_at = $time where id = $id and status = 'embedding'",
                    ("$id", id), ("$count", blobs.Length), ("$time", time.GetUtcNow()));
                if (found == 0)
                {
                    return false;
                }

                foreach (var (chunkId, blob) in blobs)
                {
                    connection.Execute(
                        "insert or replace into vector (chunk_id, identity_id, value, crc) values ($chunk, $identity, $value, $crc)",
                        ("$chunk", chunkId), ("$identity", identityId), ("$value", blob), ("$crc", (long)VectorBlob.Checksum(blob)));
                }

                return true;
            },
            cancellationToken);
    }

    /// <summary>Makes the document ready, and so searchable, if every chunk has its vector.</summary>
    public Task<bool> FinishAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            update document set status = 'ready', attempts = 0, updated_at = $time
            where id = $id and status = 'embedding' and chunk_count =
              (select count(*) from chunk c join vector v on v.chunk_id = c.id and v.identity_id = document.identity_id where c.document_id = $id)
            """,
            ("$id", id), ("$time", time.GetUtcNow())) == 1,
        cancellationToken);

    /// <summary>Ends work on a document with a reason; nothing else is touched.</summary>
    /// <param name="keepsWhatIsWhole">A reading failed: the text from before, if there is one with all its vectors, goes on being found.</param>
    public Task FailAsync(Guid id, DocumentStatus status, string code, string detail, CancellationToken cancellationToken, bool keepsWhatIsWhole = false) => database.WriteAsync(
        connection =>
        {
            var whole = keepsWhatIsWhole && connection.Scalar<long>(
                """
                select count(*) from document where id = $id and chunk_count > 0 and chunk_count =
                  (select count(*) from chunk c join vector v on v.chunk_id = c.id and v.identity_id = document.identity_id where c.document_id = $id)
                """,
                ("$id", id)) == 1;
            connection.Execute(
                """
                update document set status = $status, error_code = $code, error_detail = $detail, updated_at = $time,
                  embedded_count = case when $whole then chunk_count else embedded_count end
                where id = $id
                """,
                ("$id", id), ("$status", DocumentStore.Text(whole ? DocumentStatus.Ready : status)), ("$code", code), ("$detail", detail),
                ("$time", time.GetUtcNow()), ("$whole", whole ? 1 : 0));
        },
        cancellationToken);

    /// <summary>Reads a document anew from its original, from now on as chosen. False when there is none, or work on it is under way.</summary>
    public Task<bool> RetryAsync(Guid id, CancellationToken cancellationToken, ReadingChoice? choice = null) => database.WriteAsync(
        connection =>
        {
            var found = connection.Execute(
                """
                update document set status = 'received', attempts = 0, error_code = null, error_detail = null, embedded_count = 0, pages_read = 0, updated_at = $time
                where id = $id and status in ('ready', 'failed', 'quarantined')
                """,
                ("$id", id), ("$time", time.GetUtcNow())) == 1;
            if (found && choice is not null)
            {
                DocumentWriting.WriteChoice(connection, id, choice);
            }

            return found;
        },
        cancellationToken);

    /// <summary>How many documents are in each state, in all collections.</summary>
    public Task<IReadOnlyList<(DocumentStatus Status, int Count)>> CountAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select status, count(*) from document group by status",
            row => (Enum.Parse<DocumentStatus>(row.GetString(0), ignoreCase: true), row.GetInt32(1))),
        cancellationToken);

    /// <summary>Chunks of documents under way that have no vector yet.</summary>
    public Task<long> ChunksLeftAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Scalar<long>("select coalesce(sum(chunk_count - embedded_count), 0) from document where status = 'embedding'"), cancellationToken);
}
