using System.Text.Json;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Faqs;

/// <summary>Changes entries. Every change is a version with its author, in the same transaction, and can be undone.</summary>
public sealed class FaqEditing(KnowledgeBaseDatabase database, FaqChanges changes, TimeProvider time)
{
    /// <exception cref="FaqException">The content has faults.</exception>
    public async Task<FaqEntry> CreateAsync(Guid collectionId, FaqContent content, string userId, CancellationToken cancellationToken)
    {
        var tidy = Checked(content);
        var entry = new FaqEntry(Guid.CreateVersion7(time.GetUtcNow()), collectionId, 1, tidy, time.GetUtcNow(), userId);
        await database.WriteAsync(connection => Write(connection, entry), cancellationToken);
        changes.Tell(entry);
        return entry;
    }

    /// <summary>Saves a change.</summary>
    /// <param name="version">The version that was edited: when another has come since, nothing is written.</param>
    /// <exception cref="FaqException">The content has faults; changed_meanwhile; entry_missing.</exception>
    public async Task<FaqEntry> UpdateAsync(Guid id, int version, FaqContent content, string userId, CancellationToken cancellationToken)
    {
        var tidy = Checked(content);
        var entry = await database.WriteAsync(
            connection =>
            {
                var (collection, current) = connection.Query(
                    "select collection_id, version from faq_entry where id = $id", row => (row.GetId(0), row.GetInt32(1)), ("$id", id)) is [var found]
                    ? found
                    : throw new FaqException("entry_missing", "The entry has been deleted.");
                if (current != version)
                {
                    throw new FaqException("changed_meanwhile", $"The entry is at version {current}; version {version} was edited.");
                }

                var changed = new FaqEntry(id, collection, version + 1, tidy, time.GetUtcNow(), userId);
                Write(connection, changed);
                return changed;
            },
            cancellationToken);
        changes.Tell(entry);
        return entry;
    }

    /// <summary>Deletes an entry; its versions stay. False when there is none.</summary>
    public async Task<bool> DeleteAsync(Guid id, string userId, CancellationToken cancellationToken)
    {
        var deleted = await database.WriteAsync(connection => Delete(connection, null, id, userId), cancellationToken);
        if (deleted is not null)
        {
            changes.Tell(deleted, removed: true);
        }

        return deleted is not null;
    }

    /// <summary>Makes an earlier version the newest one; a deleted entry comes back.</summary>
    /// <exception cref="FaqException">entry_missing: there is no such version.</exception>
    public async Task<FaqEntry> RestoreAsync(Guid collectionId, Guid id, int version, string userId, CancellationToken cancellationToken)
    {
        var entry = await database.WriteAsync(
            connection =>
            {
                var versions = connection.Query(
                    "select entry_id, version, content, changed_at, changed_by from faq_version where entry_id = $id and collection_id = $collection order by version",
                    FaqStore.VersionRow, ("$id", id), ("$collection", collectionId));
                var content = versions.SingleOrDefault(item => item.Version == version)?.Content
                    ?? throw new FaqException("entry_missing", $"There is no version {version}.");
                var restored = new FaqEntry(id, collectionId, versions[^1].Version + 1, content, time.GetUtcNow(), userId);
                Write(connection, restored);
                return restored;
            },
            cancellationToken);
        changes.Tell(entry);
        return entry;
    }

    /// <summary>The entry, if it is in this collection (null: in any).</summary>
    internal static FaqEntry? Find(SqliteConnection connection, Guid? collectionId, Guid id) => connection.Query(
        $"select {FaqStore.Columns} from faq_entry e where e.id = $id and ($collection is null or e.collection_id = $collection)",
        row => FaqStore.Row(row, connection), ("$id", id), ("$collection", collectionId)).SingleOrDefault();

    /// <summary>Deletes an entry of this collection (null: of any) and keeps its versions; null when there is none.</summary>
    internal static FaqEntry? Delete(SqliteConnection connection, Guid? collectionId, Guid id, string userId)
    {
        var entry = Find(connection, collectionId, id);
        if (entry is not null)
        {
            connection.Execute("delete from faq_entry where id = $id", ("$id", id));
            Keep(connection, entry with { Version = entry.Version + 1, UpdatedBy = userId }, "");
        }

        return entry;
    }

    /// <summary>Writes an entry, its phrasings and its version. A phrasing that stays keeps its row, and so its vector.</summary>
    internal static void Write(SqliteConnection connection, FaqEntry entry)
    {
        var content = entry.Content;
        connection.Execute(
            """
            insert into faq_entry values ($id, $collection, $version, $question, $answer, $category, $tags, $status, $from, $until, $owner, $time, $user)
            on conflict (id) do update set version = excluded.version, question = excluded.question, answer = excluded.answer,
              category = excluded.category, tags = excluded.tags, status = excluded.status, valid_from = excluded.valid_from,
              valid_until = excluded.valid_until, owner = excluded.owner, updated_at = excluded.updated_at, updated_by = excluded.updated_by
            """,
            ("$id", entry.Id), ("$collection", entry.CollectionId), ("$version", entry.Version), ("$question", content.Question),
            ("$answer", content.Answer), ("$category", content.Category), ("$tags", JsonSerializer.Serialize(content.Tags)),
            ("$status", FaqStore.Text(content.Status)), ("$from", FaqStore.Text(content.ValidFrom)), ("$until", FaqStore.Text(content.ValidUntil)),
            ("$owner", content.Owner), ("$time", entry.UpdatedAt), ("$user", entry.UpdatedBy));

        string[] texts = [content.Question, .. content.Phrasings];
        var rows = connection.Query(
            "select id, text from faq_phrasing where entry_id = $id", row => (Id: row.GetInt64(0), Text: row.GetString(1)), ("$id", entry.Id)).ToList();
        for (var i = 0; i < texts.Length; i++)
        {
            var same = rows.FindIndex(row => string.Equals(row.Text, texts[i], StringComparison.Ordinal));
            if (same >= 0)
            {
                connection.Execute("update faq_phrasing set ordinal = $ordinal where id = $id", ("$ordinal", i), ("$id", rows[same].Id));
                rows.RemoveAt(same);
            }
            else
            {
                connection.Execute(
                    "insert into faq_phrasing (entry_id, ordinal, text) values ($entry, $ordinal, $text)",
                    ("$entry", entry.Id), ("$ordinal", i), ("$text", texts[i]));
            }
        }

        rows.ForEach(row => connection.Execute("delete from faq_phrasing where id = $id", ("$id", row.Id)));
        Keep(connection, entry, JsonSerializer.Serialize(content));
    }

    private static void Keep(SqliteConnection connection, FaqEntry entry, string content) => connection.Execute(
        "insert into faq_version values ($entry, $version, $collection, $content, $time, $user)",
        ("$entry", entry.Id), ("$version", entry.Version), ("$collection", entry.CollectionId), ("$content", content),
        ("$time", entry.UpdatedAt), ("$user", entry.UpdatedBy));

    private static FaqContent Checked(FaqContent content)
    {
        var tidy = content.Tidy();
        return tidy.Faults().FirstOrDefault() is { } fault ? throw new FaqException(fault, "The entry has a fault.") : tidy;
    }
}
