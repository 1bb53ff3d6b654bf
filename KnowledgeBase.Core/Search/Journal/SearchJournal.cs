using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Search.Journal;

/// <summary>A search that a user gave a name.</summary>
/// <param name="Address">The state of the search page, as its address holds it.</param>
public sealed record SavedSearch(Guid Id, string Name, string Address, DateTimeOffset CreatedAt);

/// <summary>A search that a user asked.</summary>
/// <param name="Query">The question, or what stood for it.</param>
/// <param name="Hits">How many it found when it was asked last.</param>
public sealed record AskedSearch(long Id, string Query, string Address, int Hits, DateTimeOffset AskedAt);

/// <summary>What each user saved and asked. Nobody sees another's; a history can be cleared and switched off.</summary>
public sealed class SearchJournal(KnowledgeBaseDatabase database, TimeProvider time)
{
    public const int MaximumNameLength = 120;

    /// <summary>What is older is forgotten.</summary>
    public const int MaximumHistory = 200;

    /// <summary>By name.</summary>
    public Task<IReadOnlyList<SavedSearch>> SavedAsync(string userId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select id, name, address, created_at from saved_search where user_id = $user order by name collate nocase, id",
            row => new SavedSearch(row.GetId(0), row.GetString(1), row.GetString(2), row.GetTime(3)), ("$user", userId)),
        cancellationToken);

    /// <summary>Keeps a search under a name; one that has this name already is replaced.</summary>
    public Task SaveAsync(string userId, string name, string address, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            insert into saved_search values ($id, $user, $name, $address, $time)
            on conflict (user_id, name) do update set address = excluded.address, created_at = excluded.created_at
            """,
            ("$id", Guid.CreateVersion7(time.GetUtcNow())), ("$user", userId), ("$name", name.Trim()), ("$address", address), ("$time", time.GetUtcNow())),
        cancellationToken);

    /// <summary>False when the user has no such search.</summary>
    public Task<bool> RemoveAsync(string userId, Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("delete from saved_search where id = $id and user_id = $user", ("$id", id), ("$user", userId)) == 1,
        cancellationToken);

    /// <summary>The latest first.</summary>
    public Task<IReadOnlyList<AskedSearch>> HistoryAsync(string userId, int take, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select id, query, address, hits, asked_at from asked_search where user_id = $user order by asked_at desc, id desc limit $take",
            row => new AskedSearch(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetTime(4)), ("$user", userId), ("$take", take)),
        cancellationToken);

    /// <summary>Notes what was asked, unless the user does not want that.</summary>
    public Task NoteAsync(string userId, string query, string address, int hits, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            if (connection.Scalar<long>("select count(*) from search_habit where user_id = $user and keeps_history = 0", ("$user", userId)) > 0)
            {
                return;
            }

            connection.Execute(
                """
                insert into asked_search (user_id, query, address, hits, asked_at) values ($user, $query, $address, $hits, $time)
                on conflict (user_id, address) do update set hits = excluded.hits, asked_at = excluded.asked_at
                """,
                ("$user", userId), ("$query", query), ("$address", address), ("$hits", hits), ("$time", time.GetUtcNow()));
            connection.Execute(
                "delete from asked_search where id in (select id from asked_search where user_id = $user order by asked_at desc, id desc limit -1 offset $most)",
                ("$user", userId), ("$most", MaximumHistory));
        },
        cancellationToken);

    public Task ClearHistoryAsync(string userId, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("delete from asked_search where user_id = $user", ("$user", userId)), cancellationToken);

    public Task<bool> KeepsHistoryAsync(string userId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Scalar<long>("select count(*) from search_habit where user_id = $user and keeps_history = 0", ("$user", userId)) == 0,
        cancellationToken);

    /// <summary>From now on; what was noted before stays until it is cleared.</summary>
    public Task SetKeepsHistoryAsync(string userId, bool keeps, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "insert into search_habit values ($user, $keeps) on conflict do update set keeps_history = excluded.keeps_history", ("$user", userId), ("$keeps", keeps ? 1 : 0)),
        cancellationToken);

    /// <summary>Everything of a user who is deleted.</summary>
    public Task ForgetAsync(string userId, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute("delete from saved_search where user_id = $user", ("$user", userId));
            connection.Execute("delete from asked_search where user_id = $user", ("$user", userId));
            connection.Execute("delete from search_habit where user_id = $user", ("$user", userId));
        },
        cancellationToken);
}
