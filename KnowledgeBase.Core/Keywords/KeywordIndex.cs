using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Keywords;

/// <summary>Writes chunks into the full-text table, within the caller's transaction. Rows go with their chunk (a trigger).</summary>
public static class KeywordIndex
{
    /// <summary>Writes all chunks of a document, in place of what was written for them before.</summary>
    public static void Write(SqliteConnection connection, Guid documentId)
    {
        foreach (var (id, text, label) in connection.Query(
            "select id, text, label from chunk where document_id = $document", row => (row.GetInt64(0), row.GetString(1), row.GetText(2)), ("$document", documentId)))
        {
            connection.Execute(
                "insert or replace into chunk_keyword (rowid, tokens, facts) values ($id, $tokens, $facts)",
                ("$id", id), ("$tokens", string.Join(' ', KeywordTokenizer.Split(text).Select(token => token.Text))),
                ("$facts", string.Join(' ', FactTokens.Of(text, label))));
        }

        connection.Execute(
            "update document set keyword_version = $version where id = $document",
            ("$version", KeywordTokenizer.Version), ("$document", documentId));
    }

    /// <summary>Documents with chunks that this version of the tokenizer has not written.</summary>
    public static IReadOnlyList<Guid> Outdated(SqliteConnection connection) => connection.Query(
        "select id from document where keyword_version <> $version and chunk_count > 0", row => row.GetId(0), ("$version", KeywordTokenizer.Version));
}
