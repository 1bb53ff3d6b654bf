using System.Security.Claims;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Web.Api;

/// <summary>/api/v1/collections/{id}/members: who belongs to a collection. Its owners alone see and change it.</summary>
internal static class MembersApi
{
    public static void MapMembers(this RouteGroupBuilder api)
    {
        var members = api.MapGroup("/collections/{id:guid}/members").WithTags("Members").RequireAuthorization(Policies.Write).ProducesProblem(404);
        members.MapGet("", ListAsync).WithSummary("List the members (owner)");
        members.MapPut("", SetAsync).WithSummary("Add a member or change his role (owner)").ProducesProblem(400).ProducesProblem(409);
        members.MapDelete("/{userId}", RemoveAsync).WithSummary("Remove a member (owner)").ProducesProblem(409);
    }

    private static async Task<IReadOnlyList<MemberItem>> ListAsync(
        Guid id, ClaimsPrincipal user, AccessControl access, CollectionStore collections, UserDirectory users, CancellationToken cancellationToken)
    {
        await access.CollectionAsync(user, id, CollectionAction.Own, cancellationToken);
        var emails = (await users.ListAsync(cancellationToken)).ToDictionary(row => row.Id, row => row.Email, StringComparer.Ordinal);
        return
        [
            .. (await collections.MembersAsync(id, cancellationToken))
                .Select(member => new MemberItem(member.UserId, emails.GetValueOrDefault(member.UserId), member.Role))
                .OrderByDescending(member => member.Role).ThenBy(member => member.Email, StringComparer.Ordinal),
        ];
    }

    private static async Task<MemberItem> SetAsync(
        Guid id, SetMember request, ClaimsPrincipal user, AccessControl access, CollectionStore collections, UserDirectory users, CancellationToken cancellationToken)
    {
        await access.CollectionAsync(user, id, CollectionAction.Own, cancellationToken);
        var role = ApiText.Parse<MemberRole>(request.Role ?? "", "role_invalid");
        var found = request switch
        {
            { UserId: { Length: > 0 } userId } => await users.FindAsync(userId, cancellationToken),
            { Email: { Length: > 0 } email } => await users.FindByEmailAsync(email, cancellationToken),
            _ => null,
        } ?? throw ApiException.BadRequest(UserDirectory.NotFound);
        if (role != MemberRole.Owner)
        {
            await KeepAnOwnerAsync(id, found.Id, collections, cancellationToken);
        }

        await collections.SetMemberAsync(id, found.Id, role, cancellationToken);
        return new MemberItem(found.Id, found.Email, role);
    }

    private static async Task<NoContent> RemoveAsync(
        Guid id, string userId, ClaimsPrincipal user, AccessControl access, CollectionStore collections, CancellationToken cancellationToken)
    {
        await access.CollectionAsync(user, id, CollectionAction.Own, cancellationToken);
        if (await collections.RoleOfAsync(id, userId, cancellationToken) is null)
        {
            throw ApiException.NotFound();
        }

        await KeepAnOwnerAsync(id, userId, collections, cancellationToken);
        await collections.RemoveMemberAsync(id, userId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task KeepAnOwnerAsync(Guid id, string userId, CollectionStore collections, CancellationToken cancellationToken)
    {
        var owners = (await collections.MembersAsync(id, cancellationToken)).Where(member => member.Role == MemberRole.Owner).ToList();
        if (owners is [var only] && only.UserId == userId)
        {
            throw ApiException.Conflict("last_owner");
        }
    }
}
