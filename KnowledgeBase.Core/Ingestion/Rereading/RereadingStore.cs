using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Ingestion.Rereading;

/// <summary>Keeps the one reading beside a document's text. What a search finds changes in <see cref="SwapAsync"/> alone, and there at once.</summary>
public sealed class RereadingStore(KnowledgeBaseDatabase database, TimeProvider time)
{
    private const string Columns = "document_id, status, view, pdf_engine, ocr_pages, page_furniture, keep_at_once, asked_at, asked_by, error_code";

    public Task<DocumentRereading?> FindAsync(Guid documentId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {Columns} from document_rereading where document_id = $id", Row, ("$id", documentId)).SingleOrDefault(), cancellationToken);

    /// <summary>The other text; null while it is not there.</summary>
    /// <exception cref="StorageException">database_damaged.</exception>
    public Task<DocumentText?> TextAsync(Guid documentId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => Text(connection, documentId)?.Text, cancellationToken);

    /// <summary>The two texts beside each other, the older reading first; null while there is only one.</summary>
    public async Task<ReadingComparison?> CompareAsync(DocumentRereading rereading, DocumentStore documents, CancellationToken cancellationToken)
    {
        if (!rereading.HasComparison || await TextAsync(rereading.DocumentId, cancellationToken) is not { } other) return null;
        if (await documents.FindTextAsync(rereading.DocumentId, cancellationToken) is not { } own) return null;
        var (before, after) = rereading.Status == RereadingStatus.Kept ? (other, own) : (own, other);
        return await Task.Run(() => ReadingComparison.Of(before, after), cancellationToken);
    }

    /// <summary>Asks for a reading, in place of one that is over. False when the document is not ready, or another reading is under way.</summary>
    public Task<bool> AskAsync(Guid documentId, ReadingChoice choice, bool keepAtOnce, string userId, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            $"""
            insert into document_rereading ({Columns})
            select id, 'waiting', $view, $engine, $ocr, $furniture, $keep, $time, $user, null from document where id = $id and status = 'ready'
            on conflict (document_id) do update set status = 'waiting', view = $view, pdf_engine = $engine, ocr_pages = $ocr, page_furniture = $furniture, keep_at_once = $keep,
              asked_at = $time, asked_by = $user, error_code = null, engine = null, page_count = null, warnings = null, blocks = null, crc = null, omissions = null
            where document_rereading.status in ('offered', 'kept', 'failed')
            """,
            [("$id", documentId), ("$keep", keepAtOnce ? 1 : 0), ("$time", time.GetUtcNow()), ("$user", userId), .. DocumentWriting.Parameters(choice)]) == 1,
        cancellationToken);

    /// <summary>At start: what the last process was reading is read again; what was to be kept just goes on.</summary>
    internal Task RecoverAsync(CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("update document_rereading set status = 'waiting' where status = 'reading'"), cancellationToken);

    /// <summary>Takes the oldest one that is to be read, or else the oldest that is to be kept.</summary>
    internal Task<DocumentRereading?> ClaimAsync(CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Query(
            $"update document_rereading set status = 'reading' where document_id = (select document_id from document_rereading where status = 'waiting' order by asked_at limit 1) returning {Columns}",
            Row).SingleOrDefault()
            ?? connection.Query($"select {Columns} from document_rereading where status = 'keeping' order by asked_at limit 1", Row).SingleOrDefault(),
        cancellationToken);

    /// <summary>The text is there: offered, or kept at once if that was asked.</summary>
    internal Task SaveAsync(Guid documentId, DocumentText text, CancellationToken cancellationToken) => database.WriteAsync(
        connection => WriteText(connection, documentId, text, "status = case when keep_at_once then 'keeping' else 'offered' end"), cancellationToken);

    internal Task FailAsync(Guid documentId, string code, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("update document_rereading set status = 'failed', error_code = $code where document_id = $id", ("$id", documentId), ("$code", code)), cancellationToken);

    /// <summary>Has the other text put in the place of the document's own. False when there is none.</summary>
    internal Task<bool> KeepAsync(Guid documentId, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            update document_rereading set status = 'keeping' where document_id = $id and status in ('offered', 'kept')
              and (select status from document where id = $id) = 'ready'
            """,
            ("$id", documentId)) == 1,
        cancellationToken);

    /// <summary>Forgets the other text. False when there is none, or work on it is under way.</summary>
    internal Task<bool> DropAsync(Guid documentId, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("delete from document_rereading where document_id = $id and status in ('offered', 'kept', 'failed')", ("$id", documentId)) == 1,
        cancellationToken);

    /// <summary>
    /// Exchanges the document's text, chunks and vectors and the text beside it, in one transaction: searches find the one or
    /// the other. False when the document is not ready any more.
    /// </summary>
    /// <param name="chunks">Of the text beside it.</param>
    /// <param name="vectors">In the order of the chunks, all of one identity.</param>
    internal Task<bool> SwapAsync(Guid documentId, IReadOnlyList<Chunk> chunks, int identityId, IReadOnlyList<float[]> vectors, CancellationToken cancellationToken)
    {
        var blobs = vectors.Select(vector => VectorBlob.Encode(vector)).ToArray();
        return database.WriteAsync(
            connection =>
            {
                var row = connection.Query($"select {Columns} from document_rereading where document_id = $id and status = 'keeping'", Row, ("$id", documentId)).SingleOrDefault();
                var document = connection.Query($"select {DocumentStore.Columns} from document where id = $id and status = 'ready'", DocumentStore.Row, ("$id", documentId)).SingleOrDefault();
                if (row is null || document is null || Text(connection, documentId) is not { } other || DocumentStore.Text(connection, documentId) is not { } own)
                {
                    return false;
                }

                DocumentWriting.WriteChoice(connection, documentId, row.Choice);
                DocumentWriting.WriteText(connection, documentId, other.Text, chunks, other.Stored, time.GetUtcNow());
                var ids = connection.Query("select id from chunk where document_id = $id order by ordinal", chunk => chunk.GetInt64(0), ("$id", documentId));
                foreach (var (chunkId, blob) in ids.Zip(blobs))
                {
                    connection.Execute(
                        "insert into vector (chunk_id, identity_id, value, crc) values ($chunk, $identity, $value, $crc)",
                        ("$chunk", chunkId), ("$identity", identityId), ("$value", blob), ("$crc", (long)VectorBlob.Checksum(blob)));
                }

                connection.Execute(
                    "update document set status = 'ready', identity_id = $identity, embedded_count = chunk_count where id = $id",
                    ("$id", documentId), ("$identity", identityId));
                connection.Execute(
                    "update document_rereading set view = $view, pdf_engine = $engine, ocr_pages = $ocr, page_furniture = $furniture where document_id = $id",
                    [("$id", documentId), .. DocumentWriting.Parameters(document.Choice)]);
                WriteText(connection, documentId, own, "status = 'kept', keep_at_once = 0");
                return true;
            },
            cancellationToken);
    }

    private static void WriteText(SqliteConnection connection, Guid documentId, DocumentText text, string assignments)
    {
        var (blocks, checksum) = StoredText.Encode(text);
        connection.Execute(
            $"update document_rereading set {assignments}, engine = $engine, page_count = $pages, warnings = $warnings, blocks = $blocks, crc = $crc, omissions = $omissions where document_id = $id",
            ("$id", documentId), ("$engine", text.Engine), ("$pages", text.PageCount), ("$warnings", string.Join(' ', text.Warnings)),
            ("$blocks", blocks), ("$crc", (long)checksum), ("$omissions", StoredText.EncodeOmissions(text)));
    }

    private static (DocumentText Text, (string Blocks, uint Checksum) Stored)? Text(SqliteConnection connection, Guid documentId) => connection.Query(
        "select blocks, crc, engine, page_count, warnings, omissions from document_rereading where document_id = $id and blocks is not null",
        ((DocumentText, (string, uint))? (row) => (
            StoredText.Decode(row.GetString(0), (uint)row.GetInt64(1), row.GetString(2), row.GetNumber(3), row.GetString(4).Split(' ', StringSplitOptions.RemoveEmptyEntries), row.GetString(5)),
            (row.GetString(0), (uint)row.GetInt64(1)))),
        ("$id", documentId)).SingleOrDefault();

    private static DocumentRereading Row(SqliteDataReader row) => new(
        row.GetId(0), Enum.Parse<RereadingStatus>(row.GetString(1), ignoreCase: true),
        new ReadingChoice(
            Enum.Parse<ReadingView>(row.GetString(2), ignoreCase: true), Enum.Parse<PdfEngine>(row.GetString(3), ignoreCase: true),
            ReadingChoice.PagesOf(row.GetString(4)), row.GetInt32(5) != 0),
        row.GetInt32(6) != 0, row.GetTime(7), row.GetString(8), row.GetText(9));
}
