using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Documents;

/// <summary>The stored form of a document's blocks: JSON with a CRC-32C over its UTF-8 bytes.</summary>
public static class StoredText
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is stored, never put into a page
    };

    public static (string Blocks, uint Checksum) Encode(DocumentText text)
    {
        var blocks = JsonSerializer.Serialize(text.Blocks, Json);
        return (blocks, VectorBlob.Checksum(Encoding.UTF8.GetBytes(blocks)));
    }

    public static string EncodeOmissions(DocumentText text) => JsonSerializer.Serialize(text.Omissions, Json);

    /// <exception cref="StorageException">database_damaged.</exception>
    public static DocumentText Decode(string blocks, uint checksum, string engine, int? pageCount, IReadOnlyList<string> warnings, string omissions = "[]")
    {
        if (VectorBlob.Checksum(Encoding.UTF8.GetBytes(blocks)) != checksum)
        {
            throw new StorageException(StorageException.DatabaseDamaged, "The stored text does not match its checksum; read the document again.");
        }

        return new DocumentText(engine, JsonSerializer.Deserialize<DocumentBlock[]>(blocks, Json) ?? [], pageCount, warnings)
        {
            Omissions = JsonSerializer.Deserialize<Omission[]>(omissions, Json) ?? [],
        };
    }
}
