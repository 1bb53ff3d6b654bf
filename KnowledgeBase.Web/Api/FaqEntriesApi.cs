using System.Security.Claims;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Api;

/// <summary>Entries of an FAQ collection.</summary>
internal static class FaqEntriesApi
{
    private const int MaximumTake = 500;

    public static void Map(RouteGroupBuilder faqs)
    {
        faqs.MapGet("/entries", ListAsync).RequireAuthorization(Policies.Read);
        faqs.MapPost("/entries", CreateAsync).RequireAuthorization(Policies.Write);
        faqs.MapGet("/entries/{entryId:guid}", FindAsync).RequireAuthorization(Policies.Read);
        faqs.MapPut("/entries/{entryId:guid}", UpdateAsync).RequireAuthorization(Policies.Write);
        faqs.MapDelete("/entries/{entryId:guid}", DeleteAsync).RequireAuthorization(Policies.Write);
        faqs.MapGet("/entries/{entryId:guid}/versions", VersionsAsync).RequireAuthorization(Policies.Read);
        faqs.MapPost("/entries/{entryId:guid}/restore", RestoreAsync).RequireAuthorization(Policies.Write);
    }

    private static async Task<IResult> ListAsync(
        Guid collectionId, string? text, string? status, string? category, string? tag, int? skip, int? take,
        ClaimsPrincipal user, AccessControl access, FaqStore entries, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(user, collectionId, CollectionAction.View, cancellationToken) is null)
        {
            return FaqProblem.NotFound();
        }

        FaqStatus? wanted = null;
        if (status is not null)
        {
            if (!Enum.TryParse<FaqStatus>(status, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed))
            {
                return FaqProblem.Of("status_unknown");
            }

            wanted = parsed;
        }

        if (skip is < 0 || take is < 1 or > MaximumTake)
        {
            return FaqProblem.Of("page_out_of_range");
        }

        var (found, total) = await entries.ListAsync(collectionId, new FaqFilter(text, wanted, category, tag), skip ?? 0, take ?? 50, cancellationToken);
        return TypedResults.Ok(new { total, entries = found.Select(FaqEntryBody.Of) });
    }

    private static async Task<IResult> CreateAsync(
        Guid collectionId, FaqEntryBody body, ClaimsPrincipal user, AccessControl access, FaqEditing editing, CancellationToken cancellationToken) =>
        await access.FindAsync(user, collectionId, CollectionAction.Edit, cancellationToken) is null
            ? FaqProblem.NotFound()
            : await FaqProblem.GuardAsync(async () =>
            {
                var entry = await editing.CreateAsync(collectionId, body.ToContent(), user.UserId()!, cancellationToken);
                return TypedResults.Created($"/api/v1/faqs/{collectionId}/entries/{entry.Id}", FaqEntryBody.Of(entry));
            });

    private static async Task<IResult> FindAsync(
        Guid collectionId, Guid entryId, ClaimsPrincipal user, AccessControl access, FaqStore entries, CancellationToken cancellationToken) =>
        await EntryAsync(collectionId, entryId, CollectionAction.View, user, access, entries, cancellationToken) is { } entry
            ? TypedResults.Ok(FaqEntryBody.Of(entry))
            : FaqProblem.NotFound();

    private static async Task<IResult> UpdateAsync(
        Guid collectionId, Guid entryId, FaqEntryBody body, ClaimsPrincipal user, AccessControl access, FaqStore entries, FaqEditing editing,
        CancellationToken cancellationToken) =>
        await EntryAsync(collectionId, entryId, CollectionAction.Edit, user, access, entries, cancellationToken) is not { } entry
            ? FaqProblem.NotFound()
            : await FaqProblem.GuardAsync(async () => TypedResults.Ok(FaqEntryBody.Of(
                await editing.UpdateAsync(entryId, body.Version ?? entry.Version, body.ToContent(), user.UserId()!, cancellationToken))));

    private static async Task<IResult> DeleteAsync(
        Guid collectionId, Guid entryId, ClaimsPrincipal user, AccessControl access, FaqStore entries, FaqEditing editing, CancellationToken cancellationToken) =>
        await EntryAsync(collectionId, entryId, CollectionAction.Edit, user, access, entries, cancellationToken) is not null
        && await editing.DeleteAsync(entryId, user.UserId()!, cancellationToken)
            ? TypedResults.NoContent()
            : FaqProblem.NotFound();

    private static async Task<IResult> VersionsAsync(
        Guid collectionId, Guid entryId, ClaimsPrincipal user, AccessControl access, FaqStore entries, CancellationToken cancellationToken)
    {
        // Of a deleted entry too, so that it can be brought back.
        var allowed = await access.FindAsync(user, collectionId, CollectionAction.View, cancellationToken) is not null
            && ((await entries.FindAsync(entryId, cancellationToken))?.CollectionId ?? await entries.CollectionOfDeletedAsync(entryId, cancellationToken)) == collectionId;
        return allowed
            ? TypedResults.Ok((await entries.VersionsAsync(entryId, cancellationToken)).Select(version => new
            {
                version.Version,
                version.ChangedAt,
                version.ChangedBy,
                Deleted = version.Content is null,
                Content = version.Content is { } content ? FaqEntryBody.Of(content) : null,
            }))
            : FaqProblem.NotFound();
    }

    private static async Task<IResult> RestoreAsync(
        Guid collectionId, Guid entryId, FaqRestore restore, ClaimsPrincipal user, AccessControl access, FaqEditing editing, CancellationToken cancellationToken) =>
        await access.FindAsync(user, collectionId, CollectionAction.Edit, cancellationToken) is null
            ? FaqProblem.NotFound()
            : await FaqProblem.GuardAsync(async () => TypedResults.Ok(FaqEntryBody.Of(
                await editing.RestoreAsync(collectionId, entryId, restore.Version, user.UserId()!, cancellationToken))));

    private static async Task<FaqEntry?> EntryAsync(
        Guid collectionId, Guid entryId, CollectionAction action, ClaimsPrincipal user, AccessControl access, FaqStore entries, CancellationToken cancellationToken) =>
        await access.FindAsync(user, collectionId, action, cancellationToken) is not null
        && await entries.FindAsync(entryId, cancellationToken) is { } entry && entry.CollectionId == collectionId
            ? entry
            : null;
}
