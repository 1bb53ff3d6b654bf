using System.Security.Claims;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Web.Api;

/// <summary>/api/v1/collections: create, list, read, change, delete.</summary>
internal static class CollectionsApi
{
    private const int MaximumName = 200;
    private const int MaximumDescription = 2000;

    public static void MapCollections(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("/collections").WithTags("Collections").RequireAuthorization(Policies.Read);
        read.MapGet("", ListAsync).WithSummary("List the collections that you may read, by name");
        read.MapGet("/{id:guid}", GetAsync).WithSummary("Read one collection").ProducesProblem(404);
        var write = api.MapGroup("/collections").WithTags("Collections").RequireAuthorization(Policies.Write);
        write.MapPost("", CreateAsync).WithSummary("Create a collection; you are its first owner").RequireAuthorization(Policies.CreateCollections).ProducesProblem(400);
        write.MapPatch("/{id:guid}", UpdateAsync).WithSummary("Rename or describe a collection (owner)").ProducesProblem(400).ProducesProblem(404);
        write.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Delete a collection with all its documents (owner)").ProducesProblem(404);
    }

    private static async Task<Page<CollectionItem>> ListAsync(ClaimsPrincipal user, AccessControl access, CancellationToken cancellationToken)
    {
        var items = new List<CollectionItem>();
        foreach (var summary in await access.VisibleCollectionsAsync(user, cancellationToken))
        {
            items.Add(CollectionItem.Of(summary, await access.RoleAsync(user, summary.Collection.Id, cancellationToken)));
        }

        return new Page<CollectionItem>(items, items.Count, 0);
    }

    private static async Task<CollectionItem> GetAsync(Guid id, ClaimsPrincipal user, AccessControl access, CancellationToken cancellationToken)
    {
        await access.CollectionAsync(user, id, CollectionAction.View, cancellationToken);
        return await ItemAsync(id, user, access, cancellationToken);
    }

    private static async Task<Created<CollectionItem>> CreateAsync(
        CreateCollection request, ClaimsPrincipal user, AccessControl access, CollectionStore collections, CancellationToken cancellationToken)
    {
        var name = Name(request.Name);
        var description = Description(request.Description);
        var kind = ApiText.Parse<CollectionKind>(request.Kind ?? "general", "kind_invalid");
        var collection = await collections.CreateAsync(name, kind, description, user.UserId()!, cancellationToken);
        var counts = new CollectionSummary(collection, 0, 0, 0, 0, 0, 0);
        return TypedResults.Created(
            $"/api/v1/collections/{collection.Id}", CollectionItem.Of(counts, await access.RoleAsync(user, collection.Id, cancellationToken)));
    }

    private static async Task<CollectionItem> UpdateAsync(
        Guid id, UpdateCollection request, ClaimsPrincipal user, AccessControl access, CollectionStore collections, CancellationToken cancellationToken)
    {
        var collection = await access.CollectionAsync(user, id, CollectionAction.Own, cancellationToken);
        var name = request.Name is null ? collection.Name : Name(request.Name);
        await collections.UpdateAsync(id, name, request.Description is null ? collection.Description : Description(request.Description), cancellationToken);
        return await ItemAsync(id, user, access, cancellationToken);
    }

    private static async Task<NoContent> DeleteAsync(
        Guid id, ClaimsPrincipal user, AccessControl access, CollectionStore collections, DocumentIntake intake, CancellationToken cancellationToken)
    {
        await access.CollectionAsync(user, id, CollectionAction.Own, cancellationToken);
        // Once begun it is not given up half-way because the caller has gone.
        await intake.DeleteAllAsync(id, CancellationToken.None);
        await collections.DeleteAsync(id, CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task<CollectionItem> ItemAsync(Guid id, ClaimsPrincipal user, AccessControl access, CancellationToken cancellationToken) =>
        (await access.VisibleCollectionsAsync(user, cancellationToken)).FirstOrDefault(summary => summary.Collection.Id == id) is { } summary
            ? CollectionItem.Of(summary, await access.RoleAsync(user, id, cancellationToken))
            : throw ApiException.NotFound();

    private static string Name(string? name) => name?.Trim() switch
    {
        null or "" => throw ApiException.BadRequest("name_missing"),
        { Length: > MaximumName } => throw ApiException.BadRequest("name_too_long"),
        var given => given,
    };

    private static string Description(string? description) => description?.Trim() switch
    {
        { Length: > MaximumDescription } => throw ApiException.BadRequest("description_too_long"),
        var given => given ?? "",
    };
}
