using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Collections;

/// <summary>Collections and who belongs to them. It checks no rights: the web project's access control does.</summary>
public sealed class CollectionStore(KnowledgeBaseDatabase database, TimeProvider time)
{
    private const string Columns = "c.id, c.name, c.kind, c.description, c.query_instruction, c.document_instruction, c.created_at, c.created_by, c.dimensions, c.document_vectors";

    /// <summary>Creates a collection; its creator is its first owner.</summary>
    public Task<Collection> CreateAsync(string name, CollectionKind kind, string description, string userId, CancellationToken cancellationToken)
    {
        var collection = new Collection(Guid.CreateVersion7(time.GetUtcNow()), name.Trim(), kind, description.Trim(), "", "", time.GetUtcNow(), userId);
        return database.WriteAsync(
            connection =>
            {
                connection.Execute(
                    """
                    insert into collection (id, name, kind, description, query_instruction, document_instruction, created_at, created_by)
                    values ($id, $name, $kind, $description, '', '', $time, $user)
                    """,
                    ("$id", collection.Id), ("$name", collection.Name), ("$kind", Text(kind)), ("$description", collection.Description),
                    ("$time", collection.CreatedAt), ("$user", userId));
                connection.Execute(
                    "insert into member values ($id, $user, 'owner')",
                    ("$id", collection.Id), ("$user", userId));
                return collection;
            },
            cancellationToken);
    }

    public Task<Collection?> FindAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {Columns} from collection c where id = $id", Row, ("$id", id)).SingleOrDefault(),
        cancellationToken);

    /// <summary>All collections, or those of one member, by name, with counts.</summary>
    public Task<IReadOnlyList<CollectionSummary>> ListAsync(string? memberId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"""
            select {Columns}, count(d.id), count(d.id) filter (where d.status = 'ready'),
                   count(d.id) filter (where d.status in ('failed', 'quarantined')),
                   coalesce(sum(d.chunk_count) filter (where d.status = 'ready'), 0), coalesce(sum(d.size_bytes), 0),
                   (select count(*) from faq_entry e where e.collection_id = c.id)
            from collection c left join document d on d.collection_id = c.id
            where $member is null or c.id in (select collection_id from member where user_id = $member)
            group by c.id order by c.name collate nocase, c.id
            """,
            row => new CollectionSummary(Row(row), row.GetInt32(10), row.GetInt32(11), row.GetInt32(12), row.GetInt32(13), row.GetInt64(14), row.GetInt32(15)),
            ("$member", memberId)),
        cancellationToken);

    /// <summary>False when there is no such collection.</summary>
    public Task<bool> UpdateAsync(Guid id, string name, string description, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "update collection set name = $name, description = $description where id = $id",
            ("$id", id), ("$name", name.Trim()), ("$description", description.Trim())) == 1,
        cancellationToken);

    /// <summary>What is put before a question from now on; vectors stay as they are. False when there is no such collection.</summary>
    public Task<bool> SetQueryInstructionAsync(Guid id, string instruction, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("update collection set query_instruction = $instruction where id = $id", ("$id", id), ("$instruction", instruction)) == 1,
        cancellationToken);

    /// <summary>False when there is no such collection.</summary>
    public Task<bool> SetDocumentVectorsAsync(Guid id, bool wanted, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("update collection set document_vectors = $wanted where id = $id", ("$id", id), ("$wanted", wanted ? 1 : 0)) == 1,
        cancellationToken);

    /// <summary>Deletes the collection's row; DocumentIntake.DeleteAllAsync comes first, since it deletes the originals too.</summary>
    public Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("delete from collection where id = $id", ("$id", id)) == 1,
        cancellationToken);

    public Task<MemberRole?> RoleOfAsync(Guid collectionId, string userId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Scalar<string>(
            "select role from member where collection_id = $id and user_id = $user", ("$id", collectionId), ("$user", userId)) is { } role
                ? Enum.Parse<MemberRole>(role, ignoreCase: true)
                : (MemberRole?)null,
        cancellationToken);

    public Task<IReadOnlyList<Member>> MembersAsync(Guid collectionId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select collection_id, user_id, role from member where collection_id = $id",
            row => new Member(row.GetId(0), row.GetString(1), Enum.Parse<MemberRole>(row.GetString(2), ignoreCase: true)),
            ("$id", collectionId)),
        cancellationToken);

    /// <summary>Adds a member or changes his role.</summary>
    public Task SetMemberAsync(Guid collectionId, string userId, MemberRole role, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "insert into member values ($id, $user, $role) on conflict do update set role = excluded.role",
            ("$id", collectionId), ("$user", userId), ("$role", Text(role))),
        cancellationToken);

    public Task RemoveMemberAsync(Guid collectionId, string userId, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "delete from member where collection_id = $id and user_id = $user", ("$id", collectionId), ("$user", userId)),
        cancellationToken);

#pragma warning disable CA1308 // Names in the database are lower case, as its columns are.
    private static string Text(Enum value) => value.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static Collection Row(SqliteDataReader row) => new(
        row.GetId(0), row.GetString(1), Enum.Parse<CollectionKind>(row.GetString(2), ignoreCase: true), row.GetString(3),
        row.GetString(4), row.GetString(5), row.GetTime(6), row.GetString(7))
    { Dimensions = row.GetInt32(8), DocumentVectors = row.GetInt64(9) == 1 };
}
