using System.Text.Json;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Faqs.Questions;

/// <summary>The questions that are kept.</summary>
public sealed class FaqQuestionStore(KnowledgeBaseDatabase database)
{
    private const string Columns = "id, collection_id, asked_at, source, text, entry_id, cosine, confident, helpful, handled";

    public Task<FaqAsked?> FindAsync(long id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {Columns} from faq_question where id = $id", Row, ("$id", id)).SingleOrDefault(), cancellationToken);

    /// <summary>Questions that wait in the inbox: without a confident match, or voted unhelpful; newest first.</summary>
    public Task<IReadOnlyList<FaqAsked>> OpenAsync(Guid collectionId, int take, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"""
            select {Columns} from faq_question
            where collection_id = $collection and handled = 0 and (confident = 0 or helpful = 0) order by asked_at desc limit $take
            """,
            Row, ("$collection", collectionId), ("$take", take)),
        cancellationToken);

    /// <summary>Questions since a moment, oldest first.</summary>
    public Task<IReadOnlyList<FaqAsked>> SinceAsync(Guid collectionId, DateTimeOffset since, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"select {Columns} from faq_question where collection_id = $collection and asked_at >= $since order by asked_at",
            Row, ("$collection", collectionId), ("$since", since)),
        cancellationToken);

    /// <summary>Says whether the answer helped; a later word replaces an earlier one. False when this collection has no such question.</summary>
    internal Task<bool> SetHelpfulAsync(Guid collectionId, long id, bool helpful, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "update faq_question set helpful = $helpful where id = $id and collection_id = $collection",
            ("$id", id), ("$collection", collectionId), ("$helpful", helpful ? 1 : 0)) == 1,
        cancellationToken);

    /// <summary>Takes questions out of the inbox.</summary>
    public Task SetHandledAsync(Guid collectionId, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "update faq_question set handled = 1 where collection_id = $collection and id in (select value from json_each($ids))",
            ("$collection", collectionId), ("$ids", JsonSerializer.Serialize(ids))),
        cancellationToken);

    internal Task AddAsync(IReadOnlyCollection<FaqAsked> questions, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            foreach (var asked in questions)
            {
                // The collection may have gone meanwhile.
                connection.Execute(
                    """
                    insert into faq_question select $id, id, $time, $source, $text, $entry, $cosine, $confident, null, 0 from collection where id = $collection
                    """,
                    ("$id", asked.Id), ("$collection", asked.CollectionId), ("$time", asked.AskedAt), ("$source", Text(asked.Source)), ("$text", asked.Text),
                    ("$entry", asked.EntryId), ("$cosine", asked.Cosine), ("$confident", asked.Confident ? 1 : 0));
            }
        },
        cancellationToken);

    /// <summary>Deletes what is older than each collection keeps; returns how many.</summary>
    internal Task<int> ExpireAsync(DateTimeOffset now, int defaultDays, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Query("select id from collection where kind = 'faq'", row => row.GetId(0)).Sum(collection => connection.Execute(
            "delete from faq_question where collection_id = $collection and asked_at < $before",
            ("$collection", collection),
            ("$before", now.AddDays(-(connection.Scalar<long?>("select log_days from faq_settings where collection_id = $id", ("$id", collection)) ?? defaultDays))))),
        cancellationToken);

    /// <summary>Deletes all questions of a collection; returns how many.</summary>
    public Task<int> ClearAsync(Guid collectionId, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("delete from faq_question where collection_id = $collection", ("$collection", collectionId)), cancellationToken);

#pragma warning disable CA1308 // Names in the database are lower case, as its columns are.
    private static string Text(FaqSource source) => source.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static FaqAsked Row(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetId(1), row.GetTime(2), Enum.Parse<FaqSource>(row.GetString(3), ignoreCase: true), row.GetString(4),
        row.IsDBNull(5) ? null : row.GetId(5), row.IsDBNull(6) ? null : row.GetDouble(6), row.GetInt32(7) != 0,
        row.IsDBNull(8) ? null : row.GetInt32(8) != 0, row.GetInt32(9) != 0);
}
