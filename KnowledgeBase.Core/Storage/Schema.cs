using System.Globalization;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Storage;

/// <summary>Numbered schema changes (Migrations/*.sql, embedded), forward only, each in one transaction.</summary>
internal static class Schema
{
    private static readonly (int Number, string Resource)[] Migrations =
    [
        .. from resource in typeof(Schema).Assembly.GetManifestResourceNames()
           where resource.EndsWith(".sql", StringComparison.Ordinal)
           let file = resource.Split('.')[^2]
           let number = int.Parse(file.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture)
           orderby number
           select (number, resource),
    ];

    /// <exception cref="StorageException">database_newer: written by a later version of the application.</exception>
    public static void RequireKnownVersion(SqliteConnection connection)
    {
        var version = connection.Scalar<long>("pragma user_version");
        if (version > Migrations[^1].Number)
        {
            throw new StorageException(
                StorageException.DatabaseNewer,
                $"The database has schema {version}, this version of the application knows up to {Migrations[^1].Number}. Use the newer application.");
        }
    }

    public static void Migrate(SqliteConnection connection)
    {
        var version = connection.Scalar<long>("pragma user_version");
        foreach (var (number, resource) in Migrations.Where(migration => migration.Number > version))
        {
            using var reader = new StreamReader(typeof(Schema).Assembly.GetManifestResourceStream(resource)!);
            using var transaction = connection.BeginTransaction(deferred: false);
            connection.Execute(reader.ReadToEnd());
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"pragma user_version = {number}"));
            transaction.Commit();
        }
    }
}
