using System.Text;
using System.Text.Json;
using KnowledgeBase.Core.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Core.Chunking;

/// <summary>A chunk with its number in the database.</summary>
public sealed record StoredChunk(long Id, Guid DocumentId, Chunk Chunk);

/// <summary>Reads chunks. Ingestion writes them.</summary>
public sealed class ChunkStore(KnowledgeBaseDatabase database)
{
    internal const string Columns = "c.id, c.document_id, c.ordinal, c.text, c.label, c.heading_path, c.page, c.start, c.length, c.token_count, c.crc, c.paragraph, c.row, c.context, c.ocr_confidence";

    /// <summary>A document's chunks in reading order.</summary>
    public Task<IReadOnlyList<StoredChunk>> ListAsync(Guid documentId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"select {Columns} from chunk c where c.document_id = $id order by c.ordinal", Row, ("$id", documentId)),
        cancellationToken);

    public Task<StoredChunk?> FindAsync(long id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query($"select {Columns} from chunk c where c.id = $id", Row, ("$id", id)).SingleOrDefault(), cancellationToken);

    /// <summary>A document's chunk at a place, with the one before it and the one after it where there are such.</summary>
    public Task<IReadOnlyList<StoredChunk>> AroundAsync(Guid documentId, int index, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            $"select {Columns} from chunk c where c.document_id = $id and c.ordinal between $from and $to order by c.ordinal",
            Row, ("$id", documentId), ("$from", index - 1), ("$to", index + 1)),
        cancellationToken);

    internal static uint Checksum(string text) => VectorBlob.Checksum(Encoding.UTF8.GetBytes(text));

    /// <exception cref="StorageException">database_damaged: the text does not match its checksum.</exception>
    internal static StoredChunk Row(SqliteDataReader row)
    {
        var text = row.GetString(3);
        if (Checksum(text) != (uint)row.GetInt64(10))
        {
            throw new StorageException(StorageException.DatabaseDamaged, $"Chunk {row.GetInt64(0)} does not match its checksum; read its document again.");
        }

        return new StoredChunk(
            row.GetInt64(0), row.GetId(1),
            new Chunk(
                row.GetInt32(2), text, row.GetText(4), JsonSerializer.Deserialize<string[]>(row.GetString(5)) ?? [],
                row.GetNumber(6), row.GetInt32(7), row.GetInt32(8), row.GetInt32(9))
            {
                Paragraph = row.GetNumber(11),
                Row = row.GetNumber(12),
                Context = row.GetText(13),
                OcrConfidence = row.IsDBNull(14) ? null : row.GetDouble(14),
            });
    }
}
