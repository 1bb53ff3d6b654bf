using System.Text.Json;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Faqs;

/// <summary>Which entries of a collection are listed.</summary>
/// <param name="Text">Part of the question, a phrasing or the answer; null for all.</param>
public sealed record FaqFilter(string? Text = null, FaqStatus? Status = null, string? Category = null, string? Tag = null);

/// <summary>Reads entries and their versions.</summary>
public sealed class FaqStore(KnowledgeBaseDatabase database)
{
    internal const string Columns =
        "e.id, e.collection_id, e.version, e.question, e.answer, e.category, e.tags, e.status, e.valid_from, e.valid_until, e.owner, e.updated_at, e.updated_by";

    private const string Matching =
        """
        where e.collection_id = $collection
          and ($text is null or instr(lower(e.question), lower($text)) > 0 or instr(lower(e.answer), lower($text)) > 0
            or e.id in (select entry_id from faq_phrasing where instr(lower(text), lower($text)) > 0))
          and ($status is null or e.status = $status) and ($category is null or e.category = $category)
          and ($tag is null or exists (select 1 from json_each(e.tags) where value = $tag))
        """;

    public Task<FaqEntry?> FindAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {Columns} from faq_entry e where e.id = $id", row => Row(row, connection), ("$id", id)).SingleOrDefault(),
        cancellationToken);

    /// <summary>Entries, last changed first, and how many there are in all.</summary>
    public Task<(IReadOnlyList<FaqEntry> Entries, int Total)> ListAsync(
        Guid collectionId, FaqFilter filter, int skip, int take, CancellationToken cancellationToken) => database.ReadAsync(
        connection =>
        {
            (string, object?)[] parameters =
            [
                ("$collection", collectionId), ("$text", string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim()),
                ("$status", filter.Status is { } status ? Text(status) : null), ("$category", filter.Category), ("$tag", filter.Tag),
            ];
            var total = (int)connection.Scalar<long>($"select count(*) from faq_entry e {Matching}", parameters);
            var entries = connection.Query(
                $"select {Columns} from faq_entry e {Matching} order by e.updated_at desc, e.id desc limit $take offset $skip",
                row => Row(row, connection), [.. parameters, ("$take", take), ("$skip", skip)]);
            return (entries, total);
        },
        cancellationToken);

    /// <summary>Categories in use, in the order of their names.</summary>
    public Task<IReadOnlyList<string>> CategoriesAsync(Guid collectionId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select distinct category from faq_entry where collection_id = $collection and category <> '' order by category",
            row => row.GetString(0), ("$collection", collectionId)),
        cancellationToken);

    /// <summary>Tags in use, in their order.</summary>
    public Task<IReadOnlyList<string>> TagsAsync(Guid collectionId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select distinct tag.value from faq_entry e, json_each(e.tags) tag where e.collection_id = $collection order by tag.value",
            row => row.GetString(0), ("$collection", collectionId)),
        cancellationToken);

    /// <summary>How many entries there are of each status; a status without entries is left out.</summary>
    public Task<IReadOnlyDictionary<FaqStatus, int>> CountAsync(Guid collectionId, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyDictionary<FaqStatus, int>>(
        connection => connection.Query(
            "select status, count(*) from faq_entry where collection_id = $collection group by status",
            row => (Status: Enum.Parse<FaqStatus>(row.GetString(0), ignoreCase: true), Count: row.GetInt32(1)), ("$collection", collectionId))
            .ToDictionary(row => row.Status, row => row.Count),
        cancellationToken);

    /// <summary>Where an entry was that has been deleted; null when it is there, or never was.</summary>
    public Task<Guid?> CollectionOfDeletedAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync<Guid?>(
        connection => connection.Query(
            "select collection_id from faq_version where entry_id = $id and not exists (select 1 from faq_entry where id = $id) limit 1",
            row => row.GetId(0), ("$id", id)) is [var found] ? found : null,
        cancellationToken);

    /// <summary>Waits until every phrasing of a collection has a vector; false when the patience was not enough.</summary>
    public async Task<bool> WaitForVectorsAsync(Guid collectionId, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < patience; waited += TimeSpan.FromMilliseconds(100))
        {
            if (await MissingVectorsAsync(collectionId, cancellationToken) == 0)
            {
                return true;
            }

            await Task.Delay(100, cancellationToken);
        }

        return false;
    }

    /// <summary>How many phrasings of a collection have no vector yet and so are not found.</summary>
    public Task<long> MissingVectorsAsync(Guid collectionId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Scalar<long>(
            """
            select count(*) from faq_entry e join faq_phrasing p on p.entry_id = e.id left join faq_vector v on v.phrasing_id = p.id
            where e.collection_id = $collection and v.phrasing_id is null
            """,
            ("$collection", collectionId)),
        cancellationToken);

    /// <summary>A phrasing by its number; null when it has gone.</summary>
    internal Task<(Guid EntryId, string Text)?> PhrasingAsync(long id, CancellationToken cancellationToken) => database.ReadAsync<(Guid, string)?>(
        connection => connection.Query("select entry_id, text from faq_phrasing where id = $id", row => (row.GetId(0), row.GetString(1)), ("$id", id)) is [var found] ? found : null,
        cancellationToken);

    /// <summary>All states of an entry, newest first; also of one that was deleted.</summary>
    public Task<IReadOnlyList<FaqVersion>> VersionsAsync(Guid entryId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select entry_id, version, content, changed_at, changed_by from faq_version where entry_id = $id order by version desc",
            VersionRow, ("$id", entryId)),
        cancellationToken);

    internal static FaqVersion VersionRow(SqliteDataReader row) => new(
        row.GetId(0), row.GetInt32(1), row.GetString(2) is { Length: > 0 } json ? JsonSerializer.Deserialize<FaqContent>(json) : null,
        row.GetTime(3), row.GetString(4));

    internal static FaqEntry Row(SqliteDataReader row, SqliteConnection connection) => new(
        row.GetId(0), row.GetId(1), row.GetInt32(2),
        new FaqContent(
            row.GetString(3), PhrasingsOf(connection, row.GetId(0)), row.GetString(4), row.GetString(5),
            JsonSerializer.Deserialize<string[]>(row.GetString(6))!, Enum.Parse<FaqStatus>(row.GetString(7), ignoreCase: true),
            Day(row.GetText(8)), Day(row.GetText(9)), row.GetString(10)),
        row.GetTime(11), row.GetString(12));

#pragma warning disable CA1308 // Names in the database are lower case, as its columns are.
    internal static string Text(FaqStatus status) => status.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    internal static string? Text(DateOnly? day) => day?.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) =>
        text is null ? null : DateOnly.ParseExact(text, "O", System.Globalization.CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> PhrasingsOf(SqliteConnection connection, Guid entryId) => connection.Query(
        "select text from faq_phrasing where entry_id = $id and ordinal > 0 order by ordinal", row => row.GetString(0), ("$id", entryId));
}
