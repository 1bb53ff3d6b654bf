using System.Text.Json;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Documents;

/// <summary>Words that people put on documents: a supplier, a project, a year. Searches can be kept to them.</summary>
public sealed class DocumentTags(KnowledgeBaseDatabase database)
{
    public const int MaximumLength = 60;

    /// <summary>So many on one document; more tell nothing.</summary>
    public const int Maximum = 20;

    /// <summary>Of one document, in the order of their names.</summary>
    public Task<IReadOnlyList<string>> OfAsync(Guid documentId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query("select tag from document_tag where document_id = $id order by tag", row => row.GetString(0), ("$id", documentId)), cancellationToken);

    /// <summary>All that documents of some collections carry, with how many carry each.</summary>
    public Task<IReadOnlyList<(string Tag, int Documents)>> InAsync(IEnumerable<Guid> collectionIds, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            """
            select t.tag, count(*) from document_tag t join document d on d.id = t.document_id
            where d.collection_id in (select value from json_each($collections)) group by t.tag order by t.tag
            """,
            row => (row.GetString(0), row.GetInt32(1)), ("$collections", JsonSerializer.Serialize(collectionIds))),
        cancellationToken);

    /// <summary>Puts these tags in the place of those that the document has; each is trimmed, cut to <see cref="MaximumLength"/> and kept once.</summary>
    /// <returns>What it carries now.</returns>
    public Task<IReadOnlyList<string>> SetAsync(Guid documentId, IEnumerable<string> tags, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> kept = [.. tags.Select(tag => tag.Trim()).Select(tag => tag.Length > MaximumLength ? tag[..MaximumLength] : tag)
            .Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal).Take(Maximum).Order(StringComparer.Ordinal)];
        return database.WriteAsync(
            connection =>
            {
                connection.Execute("delete from document_tag where document_id = $id", ("$id", documentId));
                foreach (var tag in kept)
                {
                    connection.Execute("insert into document_tag select id, $tag from document where id = $id", ("$id", documentId), ("$tag", tag));
                }

                return kept;
            },
            cancellationToken);
    }
}
