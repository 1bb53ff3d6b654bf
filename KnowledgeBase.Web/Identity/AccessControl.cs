using System.Security.Claims;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Web.Identity;

/// <summary>What somebody wants to do with a collection or a document in it.</summary>
public enum CollectionAction
{
    /// <summary>Read, search, download.</summary>
    View,

    /// <summary>Ask an FAQ and say whether the answer helped: all that the widget may.</summary>
    Ask,

    /// <summary>Upload, retry, delete documents.</summary>
    Edit,

    /// <summary>Rename, share, delete the collection.</summary>
    Own,
}

/// <summary>
/// The one place that decides about collections and documents, for pages, API, preview, search and download alike.
/// What a user may not see is not there for him: null, shown as 404.
/// </summary>
public sealed class AccessControl(CollectionStore collections, DocumentStore documents)
{
    /// <summary>The collection, or null when there is none or the user may not do this with it.</summary>
    public async Task<Collection?> FindCollectionAsync(ClaimsPrincipal user, Guid id, CollectionAction action, CancellationToken cancellationToken) =>
        await MayAsync(user, id, action, cancellationToken) ? await collections.FindAsync(id, cancellationToken) : null;

    /// <summary>The document, or null when there is none or the user may not do this in its collection.</summary>
    public async Task<Document?> FindDocumentAsync(ClaimsPrincipal user, Guid id, CollectionAction action, CancellationToken cancellationToken) =>
        user.UserId() is not null
        && await documents.FindAsync(id, cancellationToken) is { } document
        && await MayAsync(user, document.CollectionId, action, cancellationToken)
            ? document
            : null;

    /// <summary>All collections that the user may read, by name.</summary>
    public async Task<IReadOnlyList<CollectionSummary>> VisibleCollectionsAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
        user.UserId() is { } userId && user.Allows(ApiKeyScopes.Read)
            ? [.. (await collections.ListAsync(user.IsInRole(Roles.Admin) ? null : userId, cancellationToken)).Where(item => user.IsFor(item.Collection.Id))]
            : [];

    /// <summary>The user's role in a collection; an admin is owner of every collection. Null: none.</summary>
    public async Task<MemberRole?> RoleAsync(ClaimsPrincipal user, Guid collectionId, CancellationToken cancellationToken)
    {
        if (user.UserId() is not { } userId)
        {
            return null;
        }

        return user.IsInRole(Roles.Admin) ? MemberRole.Owner : await collections.RoleOfAsync(collectionId, userId, cancellationToken);
    }

    /// <summary>Whether the user may create collections: Admin, Legal and Service.</summary>
    public static bool MayCreateCollections(ClaimsPrincipal user) =>
        user.UserId() is not null
        && user.Allows(ApiKeyScopes.Write)
        && (user.IsInRole(Roles.Admin) || user.IsInRole(Roles.Legal) || user.IsInRole(Roles.Service));

    /// <summary>Whether the user may manage users, keys of others and the model: Admin.</summary>
    public static bool MayAdminister(ClaimsPrincipal user) =>
        user.UserId() is not null && user.IsInRole(Roles.Admin) && user.Allows(ApiKeyScopes.Admin);

    private async Task<bool> MayAsync(ClaimsPrincipal user, Guid collectionId, CollectionAction action, CancellationToken cancellationToken)
    {
        var (role, scope) = action switch
        {
            CollectionAction.View => (MemberRole.Viewer, ApiKeyScopes.Read),
            CollectionAction.Ask => (MemberRole.Viewer, user.Allows(ApiKeyScopes.Faq) ? ApiKeyScopes.Faq : ApiKeyScopes.Read),
            CollectionAction.Edit => (MemberRole.Editor, ApiKeyScopes.Write),
            _ => (MemberRole.Owner, ApiKeyScopes.Write),
        };
        return user.Allows(scope) && user.IsFor(collectionId) && await RoleAsync(user, collectionId, cancellationToken) >= role;
    }
}
