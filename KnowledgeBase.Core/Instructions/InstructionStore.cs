using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Instructions;

/// <summary>Instructions with all their versions, and which collection uses which. What a collection puts before its texts is its own column.</summary>
public sealed class InstructionStore(KnowledgeBaseDatabase database, TimeProvider time)
{
    private const string Columns = "id, version, name, text, side, changed_at, changed_by";

    /// <summary>The newest version of each, by name.</summary>
    public Task<IReadOnlyList<Instruction>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"""
            select {Columns} from instruction i
            where retired = 0 and version = (select max(version) from instruction where id = i.id) order by name collate nocase, id
            """,
            Row),
        cancellationToken);

    /// <summary>All versions, newest first.</summary>
    public Task<IReadOnlyList<Instruction>> VersionsAsync(Guid id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {Columns} from instruction where id = $id order by version desc", Row, ("$id", id)), cancellationToken);

    /// <summary>A new instruction, or a new version of one; without any change the version stays.</summary>
    /// <param name="id">Null for a new one.</param>
    public Task<Instruction> SaveAsync(Guid? id, string name, string text, InstructionSide side, string userId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrEmpty(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, Instruction.MaximumText, nameof(text));
        var now = time.GetUtcNow();
        return database.WriteAsync(
            connection =>
            {
                var key = id ?? Guid.CreateVersion7(now);
                var last = connection.Query($"select {Columns} from instruction where id = $id order by version desc limit 1", Row, ("$id", key)).SingleOrDefault();
                if (last is not null && last.Text == text && last.Name == name.Trim() && last.Side == side)
                {
                    return last;
                }

                return connection.Query(
                    $"insert into instruction ({Columns}, retired) values ($id, $version, $name, $text, $side, $time, $user, 0) returning {Columns}",
                    Row, ("$id", key), ("$version", (last?.Version ?? 0) + 1), ("$name", name.Trim()), ("$text", text), ("$side", Text(side)), ("$time", now), ("$user", userId)).Single();
            },
            cancellationToken);
    }

    /// <summary>Takes it off the list. Collections that use it go on, and its versions stay readable.</summary>
    public Task RetireAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("update instruction set retired = 1 where id = $id", ("$id", id)), cancellationToken);

    public Task<IReadOnlyList<InstructionUse>> UsesAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select collection_id, side, instruction_id, version from instruction_use",
            row => new InstructionUse(row.GetId(0), Enum.Parse<InstructionSide>(row.GetString(1), ignoreCase: true), row.GetId(2), row.GetInt32(3))),
        cancellationToken);

    /// <summary>Records what a collection uses on a side; null: none of these.</summary>
    public Task SetUseAsync(Guid collectionId, InstructionSide side, Instruction? instruction, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            connection.Execute("delete from instruction_use where collection_id = $collection and side = $side", ("$collection", collectionId), ("$side", Text(side)));
            if (instruction is not null)
            {
                connection.Execute(
                    "insert into instruction_use values ($collection, $side, $instruction, $version)",
                    ("$collection", collectionId), ("$side", Text(side)), ("$instruction", instruction.Id), ("$version", instruction.Version));
            }
        },
        cancellationToken);

#pragma warning disable CA1308 // Names in the database are lower case, as its columns are.
    private static string Text(InstructionSide side) => side.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static Instruction Row(SqliteDataReader row) => new(
        row.GetId(0), row.GetInt32(1), row.GetString(2), row.GetString(3), Enum.Parse<InstructionSide>(row.GetString(4), ignoreCase: true), row.GetTime(5), row.GetString(6));
}
