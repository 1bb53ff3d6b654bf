using System.Security.Claims;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Components.Search;

/// <summary>What was found, and the passage whose likes were looked for; null for a question.</summary>
/// <param name="LikeDocument">The document of that passage.</param>
public sealed record Answer(SearchResult Result, StoredChunk? Like, Document? LikeDocument);

/// <summary>Asks a page's question of what its user may read, decided anew at every question.</summary>
public sealed class VisibleSearch(AccessControl access, ChunkStore chunks, SemanticSearch search)
{
    /// <summary>The collections that an address names and the user may read; all that he may read where it names none.</summary>
    public static IReadOnlyList<CollectionSummary> Chosen(SearchAddress address, IReadOnlyList<CollectionSummary> visible) =>
        address.CollectionIds.Count == 0 ? visible : [.. visible.Where(item => address.CollectionIds.Contains(item.Collection.Id))];

    /// <exception cref="SearchRequestException">The query is too long, or the passage is not there for this user.</exception>
    /// <exception cref="Core.Embeddings.EmbeddingException">The engine is not ready.</exception>
    /// <param name="leavesOutLoading">Whether collections that are still being loaded are left out instead of waited for.</param>
    public async Task<Answer> AskAsync(ClaimsPrincipal user, SearchAddress address, bool leavesOutLoading, CancellationToken cancellationToken)
    {
        var chosen = Chosen(address, await access.VisibleCollectionsAsync(user, cancellationToken));
        var (like, document) = address.LikeChunk is { } id ? await FindAsync(user, id, cancellationToken) : (null, null);
        var text = like is null ? address.Query : like.Chunk.Text[..Math.Min(like.Chunk.Text.Length, SearchRequest.MaximumQueryLength)];
        var request = new SearchRequest(
            [.. chosen.Select(item => item.Collection.Id)], text, Math.Min(SearchRequest.MaximumTopK, address.TopK + (like is null ? 0 : 1)),
            address.MinCosine, address.Mode, address.Fusion, address.VectorWeight)
        {
            Filter = address.Filter(),
            LeavesOutLoading = leavesOutLoading,
        };
        // Comparing vectors is work for a processor: not on the thread of the page, which must stay responsive.
        var result = await Task.Run(() => search.SearchAsync(request, cancellationToken), cancellationToken);
        // A passage is like itself; that says nothing.
        return new Answer(result with { Hits = [.. result.Hits.Where(hit => hit.ChunkId != like?.Id).Take(address.TopK)] }, like, document);
    }

    private async Task<(StoredChunk Like, Document Document)> FindAsync(ClaimsPrincipal user, long id, CancellationToken cancellationToken) =>
        await chunks.FindAsync(id, cancellationToken) is { } chunk
        && await access.FindDocumentAsync(user, chunk.DocumentId, CollectionAction.View, cancellationToken) is { } document
            ? (chunk, document)
            : throw new SearchRequestException("not_found", "There is no such passage, or the user may not see it.");
}
