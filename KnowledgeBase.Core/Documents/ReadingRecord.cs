using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Documents;

/// <summary>What one reading of a document's file found, for its report.</summary>
/// <param name="Recognised">Blocks whose text was recognised from a picture.</param>
/// <param name="Omissions">Pieces that stand in the file but not in the text.</param>
/// <param name="TextHash">Two readings with the same one found the same text.</param>
public sealed record ReadingRecord(
    DateTimeOffset ReadAt,
    string Engine,
    ReadingView View,
    int? Pages,
    int Paragraphs,
    int Tables,
    int Characters,
    int Recognised,
    int Omissions,
    IReadOnlyList<string> Warnings,
    string TextHash)
{
    internal static ReadingRecord Row(SqliteDataReader row) => new(
        row.GetTime(0), row.GetString(1), Enum.Parse<ReadingView>(row.GetString(2), ignoreCase: true), row.GetNumber(3), row.GetInt32(4), row.GetInt32(5),
        row.GetInt32(6), row.GetInt32(7), row.GetInt32(8), row.GetString(9).Split(' ', StringSplitOptions.RemoveEmptyEntries), row.GetString(10));

    /// <summary>Adds a record; part of the transaction that stores the text, whose sketch is there already.</summary>
    internal static void Write(SqliteConnection connection, Guid documentId, DocumentText text, DateTimeOffset time) => connection.Execute(
        """
        insert into document_reading (document_id, read_at, engine, view, pages, paragraphs, tables, characters, recognised, omissions, warnings, text_hash)
        select $id, $time, $engine, view, $pages, $paragraphs, $tables, $characters, $recognised, $omissions, $warnings,
          (select text_hash from document_sketch where document_id = $id)
        from document where id = $id
        """,
        ("$id", documentId), ("$time", time), ("$engine", text.Engine), ("$pages", text.PageCount),
        ("$paragraphs", text.Blocks.Count(block => block.Kind != BlockKind.Table)), ("$tables", text.Blocks.Count(block => block.Kind == BlockKind.Table)),
        ("$characters", text.PlainText.Length), ("$recognised", text.Blocks.Count(block => block.OcrConfidence is not null)),
        ("$omissions", text.Omissions.Count), ("$warnings", string.Join(' ', text.Warnings)));
}
