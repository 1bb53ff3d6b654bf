using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Documents;

/// <summary>Reads documents, their text and their chunks. Ingestion alone changes a document's state (IngestionStore).</summary>
public sealed class DocumentStore(KnowledgeBaseDatabase database)
{
    internal const string Columns =
        """
        id, collection_id, name, sha256, size_bytes, status, error_code, error_detail, attempts, chunk_count, embedded_count,
        pages_read, page_count, engine, warnings, identity_id, received_at, updated_at, uploaded_by, view, version_of, pdf_engine, ocr_pages, page_furniture
        """;

    public Task<Document?> FindAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {Columns} from document where id = $id", Row, ("$id", id)).SingleOrDefault(),
        cancellationToken);

    /// <summary>Documents of a collection, newest first.</summary>
    /// <param name="nameContains">Case-insensitive part of the name; null for all.</param>
    /// <param name="status">Only this status; null for all.</param>
    public Task<DocumentPage> ListAsync(
        Guid collectionId, int skip, int take, string? nameContains, DocumentStatus? status, CancellationToken cancellationToken) =>
        ListAsync(collectionId, new DocumentQuery(skip, take, nameContains, status is { } only ? [only] : null), cancellationToken);

    /// <summary>Documents of a collection that a list shows, and how many there are on all its pages.</summary>
    public Task<DocumentPage> ListAsync(Guid collectionId, DocumentQuery query, CancellationToken cancellationToken) => database.ReadAsync(
        connection =>
        {
            const string Where =
                """
                where collection_id = $collection and ($name is null or instr(lower(name), lower($name)) > 0)
                  and ($statuses is null or instr($statuses, ' ' || status || ' ') > 0)
                """;
            (string, object?)[] parameters =
            [
                ("$collection", collectionId),
                ("$name", string.IsNullOrWhiteSpace(query.NameContains) ? null : query.NameContains.Trim()),
                ("$statuses", query.Statuses is { } statuses ? $" {string.Join(' ', statuses.Select(Text))} " : null),
            ];
            var total = (int)connection.Scalar<long>($"select count(*) from document {Where}", parameters);
            var column = query.Sort switch { DocumentSort.Name => "name collate nocase", DocumentSort.Size => "size_bytes", _ => "received_at" };
            var direction = query.Descending ? "desc" : "asc";
            var rows = connection.Query(
                $"select {Columns} from document {Where} order by {column} {direction}, id {direction} limit $take offset $skip",
                Row, [.. parameters, ("$take", query.Take), ("$skip", query.Skip)]);
            return new DocumentPage(rows, total);
        },
        cancellationToken);

    /// <summary>How many documents of the collection are in each state; a state without any is left out.</summary>
    public Task<IReadOnlyDictionary<DocumentStatus, int>> CountAsync(Guid collectionId, CancellationToken cancellationToken) => database.ReadAsync(
        IReadOnlyDictionary<DocumentStatus, int> (connection) => connection.Query(
            "select status, count(*) from document where collection_id = $collection group by status",
            row => (Status: Enum.Parse<DocumentStatus>(row.GetString(0), ignoreCase: true), Count: row.GetInt32(1)),
            ("$collection", collectionId)).ToDictionary(row => row.Status, row => row.Count),
        cancellationToken);

    /// <summary>Documents of the collection whose original has these bytes, oldest first.</summary>
    public Task<IReadOnlyList<Document>> FindByContentAsync(Guid collectionId, string sha256, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"select {Columns} from document where collection_id = $collection and sha256 = $sha256 order by received_at",
            Row, ("$collection", collectionId), ("$sha256", sha256)),
        cancellationToken);

    /// <summary>The blocks as they were read; null before the document was read.</summary>
    /// <exception cref="StorageException">database_damaged: the stored text does not match its checksum.</exception>
    public Task<Reading.DocumentText?> FindTextAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(connection => Text(connection, id), cancellationToken);

    /// <summary>What each reading of a document found, the latest first.</summary>
    public Task<IReadOnlyList<ReadingRecord>> ReadingsAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            """
            select read_at, engine, view, pages, paragraphs, tables, characters, recognised, omissions, warnings, text_hash from document_reading
            where document_id = $id order by id desc limit 10
            """,
            ReadingRecord.Row, ("$id", id)),
        cancellationToken);

    /// <summary>Ready documents whose vectors are not of the identity given: found by no search until read anew.</summary>
    public Task<IReadOnlyList<Guid>> StaleAsync(Guid collectionId, int identityId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select id from document where collection_id = $collection and status = 'ready' and identity_id is not $identity",
            row => row.GetId(0), ("$collection", collectionId), ("$identity", identityId)),
        cancellationToken);

    /// <summary>Bytes of all originals; one that several documents share counts once.</summary>
    public Task<long> OriginalBytesAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Scalar<long>("select coalesce(sum(size), 0) from (select max(size_bytes) as size from document group by sha256)"), cancellationToken);

    internal static Reading.DocumentText? Text(SqliteConnection connection, Guid id) => connection.Query(
        "select t.blocks, t.crc, d.engine, d.page_count, d.warnings, t.omissions from document_text t join document d on d.id = t.document_id where d.id = $id",
        row => StoredText.Decode(row.GetString(0), (uint)row.GetInt64(1), row.GetText(2) ?? "", row.GetNumber(3), Words(row.GetString(4)), row.GetString(5)),
        ("$id", id)).SingleOrDefault();

    internal static Document Row(SqliteDataReader row) => new(
        row.GetId(0), row.GetId(1), row.GetString(2), row.GetString(3), row.GetInt64(4),
        Enum.Parse<DocumentStatus>(row.GetString(5), ignoreCase: true), row.GetText(6), row.GetText(7),
        row.GetInt32(8), row.GetInt32(9), row.GetInt32(10), row.GetInt32(11), row.GetNumber(12), row.GetText(13),
        Words(row.GetString(14)), row.GetNumber(15), row.GetTime(16), row.GetTime(17), row.GetString(18))
    {
        View = Enum.Parse<Reading.ReadingView>(row.GetString(19), ignoreCase: true),
        VersionOf = row.IsDBNull(20) ? null : row.GetId(20),
        PdfEngine = Enum.Parse<Reading.PdfEngine>(row.GetString(21), ignoreCase: true),
        OcrPages = ReadingChoice.PagesOf(row.GetString(22)),
        KeepPageFurniture = row.GetInt32(23) != 0,
    };

#pragma warning disable CA1308 // Names in the database are lower case, as its columns are.
    internal static string Text(DocumentStatus status) => status.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>By what a list of documents is sorted.</summary>
public enum DocumentSort
{
    ReceivedAt,
    Name,
    Size,
}

/// <summary>Which documents a list shows, and in which order.</summary>
/// <param name="NameContains">Case-insensitive part of the name; null for all.</param>
/// <param name="Statuses">Only these; null for all.</param>
public sealed record DocumentQuery(
    int Skip,
    int Take,
    string? NameContains = null,
    IReadOnlyList<DocumentStatus>? Statuses = null,
    DocumentSort Sort = DocumentSort.ReceivedAt,
    bool Descending = true);

/// <summary>One page of a list, and how many there are in all.</summary>
public sealed record DocumentPage(IReadOnlyList<Document> Documents, int Total);
