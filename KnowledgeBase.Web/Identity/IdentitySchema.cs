using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Web.Identity;

/// <summary>
/// Brings identity.db up to date: numbered SQL files, forward only, each in one transaction, as kb.db has them. A test
/// compares the result with the EF Core model.
/// </summary>
internal static class IdentitySchema
{
    private const string Prefix = "KnowledgeBase.Web.Identity.Migrations.";

    public static string ConnectionString(DataFolder folder) => new SqliteConnectionStringBuilder
    {
        DataSource = folder.Below("identity.db"),
        ForeignKeys = true,
    }.ToString();

    /// <exception cref="StorageException">database_newer: written by a later version of the application; the file is untouched.</exception>
    public static void Migrate(DataFolder folder)
    {
        using var connection = new SqliteConnection(ConnectionString(folder));
        connection.Open();
        var version = connection.Scalar<long>("pragma user_version");
        var migrations = typeof(IdentitySchema).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (version > migrations.Length)
        {
            throw new StorageException(
                StorageException.DatabaseNewer,
                $"identity.db has schema {version}, this version of the application knows up to {migrations.Length}. Use the newer application.");
        }

        for (var number = (int)version + 1; number <= migrations.Length; number++)
        {
            using var reader = new StreamReader(typeof(IdentitySchema).Assembly.GetManifestResourceStream(migrations[number - 1])!);
            using var transaction = connection.BeginTransaction(deferred: false);
            connection.Execute(reader.ReadToEnd());
            connection.Execute($"pragma user_version = {number}");
            transaction.Commit();
        }
    }
}
