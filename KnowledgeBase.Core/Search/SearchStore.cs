using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Search;

/// <summary>Fetches the chunks that were found, with their documents.</summary>
public sealed class SearchStore(KnowledgeBaseDatabase database)
{
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
                       row => (Stored: ChunkStore.Row(row), Name: row.GetString(14), Collection: row.GetId(15)),
                       ("$id", hit.ChunkId))
                   let chunk = row.Stored.Chunk
                   select new SearchHit(
                       hit.Cosine, hit.Scores, row.Collection, row.Stored.DocumentId, row.Name, hit.ChunkId, chunk.Index, chunk.Page, chunk.Label,
                       chunk.HeadingPath, chunk.Text, chunk.Start, chunk.Length, terms.FindIn(chunk.Text))
                   {
                       Paragraph = chunk.Paragraph,
                       Row = chunk.Row,
                       Context = chunk.Context,
                   },
            ],
            cancellationToken);
}
