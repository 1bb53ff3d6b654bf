using System.Security.Claims;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Api;

/// <summary>AccessControl for endpoints: the thing asked for, or 404.</summary>
internal static class ApiAccess
{
    /// <exception cref="ApiException">not_found.</exception>
    public static async Task<Collection> CollectionAsync(
        this AccessControl access, ClaimsPrincipal user, Guid id, CollectionAction action, CancellationToken cancellationToken) =>
        await access.FindCollectionAsync(user, id, action, cancellationToken) ?? throw ApiException.NotFound();

    /// <exception cref="ApiException">not_found.</exception>
    public static async Task<Document> DocumentAsync(
        this AccessControl access, ClaimsPrincipal user, Guid id, CollectionAction action, CancellationToken cancellationToken) =>
        await access.FindDocumentAsync(user, id, action, cancellationToken) ?? throw ApiException.NotFound();
}
