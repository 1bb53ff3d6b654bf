using System.Text.Json;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Search;

/// <summary>Fetches the chunks that were found, with their documents.</summary>
public sealed class SearchStore(KnowledgeBaseDatabase database)
{
    /// <summary>The documents and chunks that a filter lets through.</summary>
    internal Task<SearchScope> ScopeAsync(IReadOnlyCollection<Guid> collectionIds, SearchFilter filter, CancellationToken cancellationToken) =>
        !filter.IsOfDocuments && filter.Label is null ? Task.FromResult(SearchScope.All) : database.ReadAsync(
            connection =>
            {
                (string, object?)[] parameters =
                [
                    ("$collections", JsonSerializer.Serialize(collectionIds)),
                    ("$documents", filter.DocumentIds is null ? null : JsonSerializer.Serialize(filter.DocumentIds)),
                    ("$tags", JsonSerializer.Serialize(filter.Tags?.Distinct(StringComparer.Ordinal) ?? [])),
                    ("$from", filter.ReceivedFrom), ("$before", filter.ReceivedBefore),
                ];
                const string Documents =
                    """
                    document d where d.status = 'ready' and d.collection_id in (select value from json_each($collections))
                      and ($documents is null or d.id in (select value from json_each($documents)))
                      and ($from is null or d.received_at >= $from) and ($before is null or d.received_at < $before)
                      and json_array_length($tags) = (
                        select count(*) from document_tag t where t.document_id = d.id and t.tag in (select value from json_each($tags)))
                    """;
                if (filter.Label is not { } label)
                {
                    return new SearchScope(connection.Query($"select d.id from {Documents}", row => row.GetId(0), parameters).ToHashSet(), null);
                }

                // 7 holds 7.2, not 71; a heading's words hold all that stands below it.
                var chunks = connection.Query(
                    $"""
                    select d.id, c.id from chunk c join {Documents.Replace("document d where", "document d on d.id = c.document_id where", StringComparison.Ordinal)}
                      and ((substr(c.label, 1, length($label)) = $label and substr(c.label, length($label) + 1, 1) not glob '[0-9]') or instr(c.heading_path, $label) > 0)
                    """,
                    row => (Document: row.GetId(0), Chunk: row.GetInt64(1)), [.. parameters, ("$label", label.Trim())]);
                return new SearchScope(chunks.Select(chunk => chunk.Document).ToHashSet(), chunks.Select(chunk => chunk.Chunk).ToHashSet());
            },
            cancellationToken);

    /// <summary>Hits in the order given; a chunk whose document has gone or is not ready any more is left out.</summary>
    public Task<IReadOnlyList<SearchHit>> HitsAsync(IReadOnlyList<Candidate> found, QueryTerms terms, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SearchHit>>(
            connection =>
            [
                .. from hit in found
                   from row in connection.Query(
                       $"""
                       select {ChunkStore.Columns}, d.name, d.collection_id from chunk c join document d on d.id = c.document_id
                       where c.id = $id and d.status = 'ready'
                       """,
                       row => (Stored: ChunkStore.Row(row), Name: row.GetString(15), Collection: row.GetId(16)),
                       ("$id", hit.ChunkId))
                   let chunk = row.Stored.Chunk
                   select new SearchHit(
                       hit.Cosine, hit.Scores, row.Collection, row.Stored.DocumentId, row.Name, hit.ChunkId, chunk.Index, chunk.Page, chunk.Label,
                       chunk.HeadingPath, chunk.Text, chunk.Start, chunk.Length, terms.FindIn(chunk.Text))
                   {
                       Paragraph = chunk.Paragraph,
                       Row = chunk.Row,
                       Context = chunk.Context,
                       OcrConfidence = chunk.OcrConfidence,
                   },
            ],
            cancellationToken);
}
