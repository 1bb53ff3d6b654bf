using System.Security.Claims;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Components.Search;

/// <summary>Asks a page's question of what its user may read, decided anew at every question.</summary>
public sealed class VisibleSearch(AccessControl access, SemanticSearch search)
{
    /// <summary>The collections that an address names and the user may read; all that he may read where it names none.</summary>
    public static IReadOnlyList<CollectionSummary> Chosen(SearchAddress address, IReadOnlyList<CollectionSummary> visible) =>
        address.CollectionIds.Count == 0 ? visible : [.. visible.Where(item => address.CollectionIds.Contains(item.Collection.Id))];

    /// <exception cref="SearchRequestException">The query is too long.</exception>
    /// <exception cref="Core.Embeddings.EmbeddingException">The engine is not ready.</exception>
    public async Task<SearchResult> AskAsync(ClaimsPrincipal user, SearchAddress address, CancellationToken cancellationToken)
    {
        var chosen = Chosen(address, await access.VisibleCollectionsAsync(user, cancellationToken));
        var request = new SearchRequest(
            [.. chosen.Select(item => item.Collection.Id)], address.Query, address.TopK, address.MinCosine,
            address.DocumentIds.Count == 0 ? null : address.DocumentIds, address.Mode);
        // Comparing vectors is work for a processor: not on the thread of the page, which must stay responsive.
        return await Task.Run(() => search.SearchAsync(request, cancellationToken), cancellationToken);
    }
}
