using System.Text.Json;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Likeness;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Keywords;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Ingestion;

/// <summary>Writes what a reading found, within the caller's transaction.</summary>
internal static class DocumentWriting
{
    /// <summary>From now on the document is read as chosen.</summary>
    public static void WriteChoice(SqliteConnection connection, Guid id, ReadingChoice choice) => connection.Execute(
        """
        update document set view = coalesce($view, view), pdf_engine = coalesce($engine, pdf_engine), ocr_pages = coalesce($ocr, ocr_pages),
          page_furniture = coalesce($furniture, page_furniture)
        where id = $id
        """,
        [("$id", id), .. Parameters(choice)]);

    /// <summary>A choice as $view, $engine, $ocr and $furniture.</summary>
    public static (string, object?)[] Parameters(ReadingChoice choice) =>
    [
        ("$view", Lower(choice.View)), ("$engine", Lower(choice.Engine)), ("$ocr", choice.OcrPages is { } pages ? ReadingChoice.TextOf(pages) : null),
        ("$furniture", choice.KeepPageFurniture is { } keep ? keep ? 1 : 0 : null),
    ];

#pragma warning disable CA1308 // Names in the database are lower case, as its columns are.
    private static string? Lower(Enum? value) => value?.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>Puts a text and its chunks in the place of those before; the document waits to be embedded. False when it is gone.</summary>
    public static bool WriteText(
        SqliteConnection connection, Guid id, DocumentText text, IReadOnlyList<Chunk> chunks, (string Blocks, uint Checksum) stored, DateTimeOffset now)
    {
        var found = connection.Execute(
            """
            update document set status = 'embedding', attempts = 0, chunk_count = $chunks, embedded_count = 0, pages_read = coalesce($pages, 0),
              page_count = $pages, engine = $engine, warnings = $warnings, identity_id = null, error_code = null, error_detail = null, updated_at = $time
            where id = $id
            """,
            ("$id", id), ("$chunks", chunks.Count), ("$pages", text.PageCount), ("$engine", text.Engine),
            ("$warnings", string.Join(' ', text.Warnings)), ("$time", now));
        if (found == 0)
        {
            return false;
        }

        connection.Execute("delete from chunk where document_id = $id", ("$id", id));
        connection.Execute(
            "insert or replace into document_text values ($id, $blocks, $crc, $omissions)",
            ("$id", id), ("$blocks", stored.Blocks), ("$crc", (long)stored.Checksum), ("$omissions", StoredText.EncodeOmissions(text)));
        InsertChunks(connection, id, chunks);
        KeywordIndex.Write(connection, id);
        LikenessStore.Write(connection, id, text);
        ReadingRecord.Write(connection, id, text, now);
        return true;
    }

    private static void InsertChunks(SqliteConnection connection, Guid documentId, IReadOnlyList<Chunk> chunks)
    {
        foreach (var chunk in chunks)
        {
            connection.Execute(
                """
                insert into chunk (document_id, ordinal, text, label, heading_path, page, start, length, token_count, crc, paragraph, row, context, ocr_confidence)
                values ($document, $ordinal, $text, $label, $path, $page, $start, $length, $tokens, $crc, $paragraph, $row, $context, $ocr)
                """,
                ("$document", documentId), ("$ordinal", chunk.Index), ("$text", chunk.Text), ("$label", chunk.Label),
                ("$path", JsonSerializer.Serialize(chunk.HeadingPath)), ("$page", chunk.Page), ("$start", chunk.Start), ("$length", chunk.Length),
                ("$tokens", chunk.TokenCount), ("$crc", (long)ChunkStore.Checksum(chunk.Text)),
                ("$paragraph", chunk.Paragraph), ("$row", chunk.Row), ("$context", chunk.Context), ("$ocr", chunk.OcrConfidence));
        }
    }
}
