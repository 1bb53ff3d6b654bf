using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>Which model file the administrator has chosen on the page of models; it outlives a restart.</summary>
public sealed class ActiveModel(KnowledgeBaseDatabase database)
{
    /// <summary>Null when nothing was chosen: then the configuration decides.</summary>
    public string? Read() => database.Read(static connection => connection.Scalar<string>("select file from active_model"));

    /// <summary>Part of the transaction that also makes that model's vectors the ones that are served.</summary>
    internal static void Write(SqliteConnection connection, string file) =>
        connection.Execute("insert or replace into active_model (id, file) values (1, $file)", ("$file", file));
}
