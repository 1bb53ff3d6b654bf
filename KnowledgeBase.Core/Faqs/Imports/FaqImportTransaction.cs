using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Faqs.Imports;

/// <summary>Makes the rows of an import entries, in the caller's transaction: all of them, or none.</summary>
internal static class FaqImportTransaction
{
    /// <param name="report">Told how many rows have been gone through.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the transaction is rolled back.</exception>
    public static void Run(SqliteConnection connection, FaqImport import, DateTimeOffset now, Action<int> report, CancellationToken cancellationToken)
    {
        // Cancelled or finished meanwhile: there is nothing to do.
        if (connection.Scalar<string>("select status from faq_import where id = $id", ("$id", import.Id)) != "importing")
        {
            return;
        }

        var rows = connection.Query(
            "select number, content, faults, existing_id, near_text, near_cosine from faq_import_row where import_id = $id and faults = '[]' order by number",
            FaqImportStore.Row, ("$id", import.Id));
        var (created, updated) = (0, 0);
        for (var i = 0; i < rows.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = rows[i];
            var existing = connection.Query(
                "select id, version from faq_entry where collection_id = $collection and question = $question limit 1",
                found => (Id: found.GetId(0), Version: found.GetInt32(1)), ("$collection", import.CollectionId), ("$question", row.Content.Question));
            if (existing is [var entry])
            {
                if (import.OnExisting == FaqExistingHandling.Update)
                {
                    FaqEditing.Write(connection, new FaqEntry(entry.Id, import.CollectionId, entry.Version + 1, row.Content, now, import.StartedBy));
                    updated++;
                }
            }
            else
            {
                // Entries of one moment are listed by their ids, greatest first: in the order of the file.
                var id = Guid.CreateVersion7(now.AddMilliseconds(rows.Count - i));
                FaqEditing.Write(connection, new FaqEntry(id, import.CollectionId, 1, row.Content, now, import.StartedBy));
                KeepVector(connection, import.Id, row.Number, id);
                created++;
            }

            report(i + 1);
        }

        connection.Execute("delete from faq_import_row where import_id = $id", ("$id", import.Id));
        connection.Execute(
            "update faq_import set status = 'done', created_count = $created, updated_count = $updated where id = $id",
            ("$id", import.Id), ("$created", created), ("$updated", updated));
    }

    /// <summary>The question was embedded when near-duplicates were looked for; its vector need not be made again.</summary>
    private static void KeepVector(SqliteConnection connection, Guid importId, int number, Guid entryId) => connection.Execute(
        """
        insert into faq_vector select p.id, r.identity_id, r.vector, r.crc from faq_phrasing p, faq_import_row r
        where p.entry_id = $entry and p.ordinal = 0 and r.import_id = $import and r.number = $number and r.vector is not null
        """,
        ("$entry", entryId), ("$import", importId), ("$number", number));
}
