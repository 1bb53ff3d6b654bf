using KnowledgeBase.Core.Storage;
using KnowledgeBase.Tests.Support;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Tests.Storage;

public sealed class KnowledgeBaseDatabaseTests
{
    [Fact]
    public async Task WritesInWalModeWithFullSynchronisation()
    {
        await using var data = new TemporaryDatabase();
        var (journal, synchronous) = await data.Database.WriteAsync(
            connection => (connection.Scalar<string>("pragma journal_mode"), connection.Scalar<long>("pragma synchronous")));
        Assert.Equal("wal", journal);
        Assert.Equal(2, synchronous);
    }

    [Fact]
    public async Task RollsBackAWriteThatFailsAndGoesOn()
    {
        await using var data = new TemporaryDatabase();
        await Assert.ThrowsAsync<InvalidOperationException>(() => data.Database.WriteAsync(connection =>
        {
            connection.Execute("insert into embedding_identity values (7, 'a', 'b', 'c', 'd', 1, 1)");
            throw new InvalidOperationException();
        }));
        await data.CreateCollectionAsync();
        Assert.Equal(0, await data.Database.ReadAsync(connection => connection.Scalar<long>("select count(*) from embedding_identity")));
    }

    [Fact]
    public async Task ReadersCannotWrite()
    {
        await using var data = new TemporaryDatabase();
        await Assert.ThrowsAsync<SqliteException>(() => data.Database.ReadAsync(connection => connection.Execute("delete from collection")));
    }

    [Fact]
    public async Task ManyWritersAtOnceAllGetTheirTurn()
    {
        await using var data = new TemporaryDatabase();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => data.CreateCollectionAsync($"c{i}")));
        Assert.Equal(200, (await data.Collections.ListAsync(null, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task AFullDatabaseSaysSoAndStaysReadable()
    {
        await using var data = new TemporaryDatabase();
        await data.CreateCollectionAsync("before");
        await data.Database.WriteAsync(connection => connection.Execute("create table filler (value blob)"));
        var pages = await data.Database.ReadAsync(connection => connection.Scalar<long>("pragma page_count"));
        await data.Database.WriteAsync(connection => connection.Execute($"pragma max_page_count = {pages + 2}"));
        var refused = await Assert.ThrowsAsync<StorageException>(() =>
            data.Database.WriteAsync(connection => connection.Execute("insert into filler values (zeroblob(1000000))")));
        Assert.Equal(StorageException.DiskFull, refused.Code);
        Assert.Single(await data.Collections.ListAsync(null, CancellationToken.None));
        await data.Database.WriteAsync(connection => connection.Execute("pragma max_page_count = 1000000"));
        await data.CreateCollectionAsync("after");
    }

    [Theory]
    [InlineData("this is no database, this is a letter to my aunt .....................................................................")]
    public async Task RefusesAForeignFileAndLeavesItAlone(string content)
    {
        var path = await PathOfClosedDatabaseAsync(_ => { });
        await File.WriteAllTextAsync(path, content);
        var refused = Assert.Throws<StorageException>(() => Open(path));
        Assert.Equal(StorageException.DatabaseDamaged, refused.Code);
        Assert.Equal(content, await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task RefusesANewerSchemaAndLeavesItAlone()
    {
        var path = await PathOfClosedDatabaseAsync(connection => connection.Execute("pragma user_version = 9999"));
        var before = await File.ReadAllBytesAsync(path);
        Assert.Equal(StorageException.DatabaseNewer, Assert.Throws<StorageException>(() => Open(path)).Code);
        Assert.Equal(before, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task OpensItsOwnFileAgain()
    {
        var path = await PathOfClosedDatabaseAsync(connection => connection.Execute("insert into embedding_identity values (7, 'a', 'b', 'c', 'd', 1, 1)"));
        await using var again = Open(path);
        Assert.Equal(7, again.Read(connection => connection.Scalar<long>("select id from embedding_identity")));
    }

    private static KnowledgeBaseDatabase Open(string path) => new(new DataFolder(Path.GetDirectoryName(path)!, new StorageOptions()));

    private static async Task<string> PathOfClosedDatabaseAsync(Action<SqliteConnection> prepare)
    {
        var folder = new DataFolder(Directory.CreateTempSubdirectory("kb-test-").FullName, new StorageOptions());
        var database = new KnowledgeBaseDatabase(folder);
        await database.WriteAsync(prepare);
        await database.DisposeAsync();
        SqliteConnection.ClearAllPools();
        return folder.Below("kb.db");
    }
}
