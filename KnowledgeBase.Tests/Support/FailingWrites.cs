using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Tests.Support;

/// <summary>Makes writes of a real database fail, in SQLite itself.</summary>
internal static class FailingWrites
{
    /// <summary>Every such write raises an error until the result is disposed.</summary>
    /// <param name="change">Such as "update of status on document when new.status = 'failed'".</param>
    public static async Task<IAsyncDisposable> RefuseAsync(this KnowledgeBaseDatabase database, string change)
    {
        var name = $"refuse_{Guid.NewGuid():N}";
        await database.OutsideAsync($"create trigger {name} before {change} begin select raise(abort, 'database or disk is full'); end");
        return new Refusal(database, name);
    }

    private static Task OutsideAsync(this KnowledgeBaseDatabase database, string sql) => database.WriteAsync(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    });

    private sealed class Refusal(KnowledgeBaseDatabase database, string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await database.OutsideAsync($"drop trigger {name}");
    }
}
