using KnowledgeBase.Core.Storage;
using KnowledgeBase.Web.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeBase.Tests.Identity;

public sealed class IdentitySchemaTests : IDisposable
{
    private readonly DataFolder _folder = new(Path.Combine(Path.GetTempPath(), $"kb-test-{Guid.NewGuid():N}"), new StorageOptions());

    [Fact]
    public void MigrationsMakeWhatTheModelSays()
    {
        IdentitySchema.Migrate(_folder);
        using var connection = Open();
        var made = connection.Query("select sql from sqlite_master where sql is not null and name not like 'sqlite_%'", row => Plain(row.GetString(0))).Order(StringComparer.Ordinal);

        using var database = new IdentityDatabase(new DbContextOptionsBuilder<IdentityDatabase>().UseSqlite(connection).Options);
        var script = database.Database.GenerateCreateScript();
        var wanted = script.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Plain).Where(text => text.Length > 0).Order(StringComparer.Ordinal);

        Assert.Equal(wanted, made);
    }

    [Fact]
    public void KeepsTheRollbackJournal()
    {
        IdentitySchema.Migrate(_folder);
        using var connection = Open();

        Assert.Equal("delete", connection.Scalar<string>("pragma journal_mode"));
    }

    [Fact]
    public void RefusesANewerDatabaseAndLeavesItAlone()
    {
        IdentitySchema.Migrate(_folder);
        using (var connection = Open())
        {
            connection.Execute("pragma user_version = 999");
        }

        SqliteConnection.ClearAllPools();
        var before = File.ReadAllBytes(_folder.Below("identity.db"));

        Assert.Equal(StorageException.DatabaseNewer, Assert.Throws<StorageException>(() => IdentitySchema.Migrate(_folder)).Code);
        SqliteConnection.ClearAllPools();
        Assert.Equal(before, File.ReadAllBytes(_folder.Below("identity.db")));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder.Path, recursive: true);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(IdentitySchema.ConnectionString(_folder));
        connection.Open();
        return connection;
    }

    private static string Plain(string sql) => string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
