using System.Text.Json;
using KnowledgeBase.Core.Faqs.Tables;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Faqs.Imports;

/// <summary>Imports and their rows.</summary>
public sealed class FaqImportStore(KnowledgeBaseDatabase database)
{
    private const string Columns =
        """
        i.id, i.collection_id, i.file_name, i.status, i.on_existing, i.leave_out_faulty, i.row_count, i.checked_count,
        (select count(*) from faq_import_row r where r.import_id = i.id and r.faults <> '[]'),
        (select count(*) from faq_import_row r where r.import_id = i.id and r.faults = '[]' and r.existing_id is not null),
        (select count(*) from faq_import_row r where r.import_id = i.id and r.near_text is not null),
        i.created_count, i.updated_count, i.started_at, i.started_by
        """;

    private const string RowColumns = "number, content, faults, existing_id, near_text, near_cosine";

    public Task<FaqImport?> FindAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {Columns} from faq_import i where i.id = $id", Import, ("$id", id)).SingleOrDefault(), cancellationToken);

    /// <summary>Imports of a collection that wait or are under way, newest first.</summary>
    public Task<IReadOnlyList<FaqImport>> UnfinishedAsync(Guid collectionId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"select {Columns} from faq_import i where i.collection_id = $collection and i.status <> 'done' order by i.started_at desc",
            Import, ("$collection", collectionId)),
        cancellationToken);

    /// <summary>Rows in the order of the file.</summary>
    public Task<IReadOnlyList<FaqImportRow>> RowsAsync(Guid id, FaqImportRows which, int skip, int take, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"""
            select {RowColumns} from faq_import_row where import_id = $id and {Condition(which)} order by number limit $take offset $skip
            """,
            Row, ("$id", id), ("$take", take), ("$skip", skip)),
        cancellationToken);

    /// <summary>Keeps a file's rows, all or none.</summary>
    internal Task AddAsync(FaqImport import, IReadOnlyList<FaqTableRow> rows, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "insert into faq_import values ($id, $collection, $name, 'checking', 'skip', 0, $rows, 0, 0, 0, $time, $user)",
                ("$id", import.Id), ("$collection", import.CollectionId), ("$name", import.FileName), ("$rows", rows.Count),
                ("$time", import.StartedAt), ("$user", import.StartedBy));
            foreach (var row in rows)
            {
                connection.Execute(
                    """
                    insert into faq_import_row (import_id, number, content, faults, existing_id)
                    values ($import, $number, $content, $faults, (select id from faq_entry where collection_id = $collection and question = $question limit 1))
                    """,
                    ("$import", import.Id), ("$number", row.Number), ("$content", JsonSerializer.Serialize(row.Content)),
                    ("$faults", row.Faults.Count == 0 ? "[]" : JsonSerializer.Serialize(row.Faults)), ("$collection", import.CollectionId),
                    ("$question", row.Content.Question));
            }
        },
        cancellationToken);

    /// <summary>The oldest import that has something to be done; null when none has.</summary>
    internal Task<FaqImport?> NextAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"""
            select {Columns} from faq_import i where i.status = 'importing' or i.status = 'checking'
            order by i.status = 'importing' desc, i.started_at limit 1
            """,
            Import).SingleOrDefault(),
        cancellationToken);

    internal Task<IReadOnlyList<FaqImportRow>> UncheckedAsync(Guid id, int take, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"select {RowColumns} from faq_import_row where import_id = $id and vector is null and faults = '[]' order by number limit $take",
            Row, ("$id", id), ("$take", take)),
        cancellationToken);

    /// <summary>Vectors of the rows that have been checked, in the order of the file.</summary>
    internal Task<IReadOnlyList<(string Question, byte[] Vector)>> CheckedAsync(Guid id, int identityId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select content ->> 'Question', vector from faq_import_row where import_id = $id and identity_id = $identity order by number",
            row => (row.GetString(0), row.GetFieldValue<byte[]>(1)), ("$id", id), ("$identity", identityId)),
        cancellationToken);

    internal Task SaveCheckedAsync(
        Guid id, int identityId, IReadOnlyList<(int Number, float[] Vector, string? NearText, double? NearCosine)> rows, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                foreach (var (number, vector, text, cosine) in rows)
                {
                    var blob = VectorBlob.Encode(vector);
                    connection.Execute(
                        """
                        update faq_import_row set near_text = $text, near_cosine = $cosine, identity_id = $identity, vector = $vector, crc = $crc
                        where import_id = $id and number = $number
                        """,
                        ("$id", id), ("$number", number), ("$text", text), ("$cosine", cosine), ("$identity", identityId), ("$vector", blob),
                        ("$crc", (long)VectorBlob.Checksum(blob)));
                }

                connection.Execute("update faq_import set checked_count = checked_count + $count where id = $id", ("$id", id), ("$count", rows.Count));
            },
            cancellationToken);

    internal Task FinishCheckAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("update faq_import set status = 'ready' where id = $id and status = 'checking'", ("$id", id)), cancellationToken);

    /// <summary>False when it cannot be started (any more).</summary>
    internal Task<bool> StartAsync(Guid id, FaqExistingHandling onExisting, bool leaveOutFaulty, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "update faq_import set status = 'importing', on_existing = $existing, leave_out_faulty = $leave where id = $id and status in ('checking', 'ready')",
            ("$id", id), ("$existing", onExisting == FaqExistingHandling.Skip ? "skip" : "update"), ("$leave", leaveOutFaulty ? 1 : 0)) == 1,
        cancellationToken);

    /// <summary>False when it is done, or there is none.</summary>
    internal Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("delete from faq_import where id = $id and status <> 'done'", ("$id", id)) == 1, cancellationToken);

    private static string Condition(FaqImportRows which) => which switch
    {
        FaqImportRows.Faulty => "faults <> '[]'",
        FaqImportRows.Existing => "faults = '[]' and existing_id is not null",
        FaqImportRows.Near => "near_text is not null",
        _ => "true",
    };

    private static FaqImport Import(SqliteDataReader row) => new(
        row.GetId(0), row.GetId(1), row.GetString(2), Enum.Parse<FaqImportStatus>(row.GetString(3), ignoreCase: true),
        Enum.Parse<FaqExistingHandling>(row.GetString(4), ignoreCase: true), row.GetInt32(5) != 0, row.GetInt32(6), row.GetInt32(7), row.GetInt32(8),
        row.GetInt32(9), row.GetInt32(10), row.GetInt32(11), row.GetInt32(12), row.GetTime(13), row.GetString(14));

    internal static FaqImportRow Row(SqliteDataReader row) => new(
        row.GetInt32(0), JsonSerializer.Deserialize<FaqContent>(row.GetString(1))!, JsonSerializer.Deserialize<FaqFault[]>(row.GetString(2))!,
        row.IsDBNull(3) ? null : row.GetId(3), row.GetText(4), row.IsDBNull(5) ? null : row.GetDouble(5));
}
