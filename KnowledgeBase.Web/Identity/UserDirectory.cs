using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Search.Journal;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeBase.Web.Identity;

/// <summary>A user in a list.</summary>
public sealed record UserSummary(
    string Id, string Email, IReadOnlyList<string> Roles, bool IsDisabled, bool IsLockedOut, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt)
{
    /// <summary>When a lockout ends by itself; null when there is none.</summary>
    public DateTimeOffset? LockedUntil { get; init; }
}

/// <summary>What became of a change. <paramref name="Errors"/> are stable codes (see ErrorMessages); empty when it was done.</summary>
public sealed record UserResult(string? UserId, IReadOnlyList<string> Errors)
{
    public bool Succeeded => Errors.Count == 0;
}

/// <summary>
/// Creates, changes and lists users. It checks no rights of the caller: pages and endpoints ask for
/// <see cref="Policies.Administer"/>. Each call has a context of its own, so that pages may call it at the same time.
/// </summary>
public sealed class UserDirectory(IServiceScopeFactory scopes, Sessions sessions, CollectionStore collections, SearchJournal journal, ContractStore contracts, TimeProvider time)
{
    public const string NotFound = "user_not_found";
    public const string LastAdmin = "last_admin";
    public const string UnknownRole = "unknown_role";

    /// <summary>All users by e-mail address.</summary>
    public async Task<IReadOnlyList<UserSummary>> ListAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<IdentityDatabase>();
        var users = await database.Users.AsNoTracking().OrderBy(user => user.NormalizedEmail).ToListAsync(cancellationToken);
        var roles = (await (
            from member in database.UserRoles
            join role in database.Roles on member.RoleId equals role.Id
            select new { member.UserId, role.Name }).ToListAsync(cancellationToken)).ToLookup(row => row.UserId, row => row.Name!);
        var now = time.GetUtcNow();
        return
        [
            .. users.Select(user => new UserSummary(
                user.Id, user.Email ?? "", [.. Roles.All.Intersect(roles[user.Id])], user.IsDisabled, user.LockoutEnd > now, user.CreatedAt, user.LastSignInAt)
            {
                LockedUntil = user.LockoutEnd > now ? user.LockoutEnd : null,
            }),
        ];
    }

    /// <summary>Whether there is any user: if not, the application is not set up.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IdentityDatabase>().Users.AnyAsync(cancellationToken);
    }

    public async Task<UserSummary?> FindAsync(string userId, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(user => user.Id == userId);

    /// <summary>The user with this e-mail address, in any case of letters.</summary>
    public async Task<UserSummary?> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(user => string.Equals(user.Email, email.Trim(), StringComparison.OrdinalIgnoreCase));

    public Task<UserResult> CreateAsync(string email, string password, IReadOnlyCollection<string> roles, CancellationToken cancellationToken) =>
        CreateAsync(email, password, isOneTime: false, roles, cancellationToken);

    /// <summary>Creates a user.</summary>
    /// <param name="isOneTime">Whether the password only opens the page on which he chooses his own.</param>
    public async Task<UserResult> CreateAsync(
        string email, string password, bool isOneTime, IReadOnlyCollection<string> roles, CancellationToken cancellationToken)
    {
        if (roles.Except(Roles.All, StringComparer.Ordinal).Any())
        {
            return new UserResult(null, [UnknownRole]);
        }

        var user = new User { UserName = email.Trim(), Email = email.Trim(), EmailConfirmed = true, CreatedAt = time.GetUtcNow() };
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        await using var transaction = await scope.ServiceProvider.GetRequiredService<IdentityDatabase>().Database.BeginTransactionAsync(cancellationToken);
        var result = await users.CreateAsync(user, password);
        if (result.Succeeded && roles.Count > 0)
        {
            result = await users.AddToRolesAsync(user, roles);
        }

        if (result.Succeeded && isOneTime)
        {
            result = await users.AddClaimAsync(user, OneTimePassword.Claim);
        }

        if (!result.Succeeded)
        {
            return new UserResult(null, Codes(result));
        }

        await transaction.CommitAsync(cancellationToken);
        return new UserResult(user.Id, []);
    }

    /// <summary>Gives the user exactly these roles; he has to sign in anew.</summary>
    public Task<UserResult> SetRolesAsync(string userId, IReadOnlyCollection<string> roles, CancellationToken cancellationToken) =>
        roles.Except(Roles.All, StringComparer.Ordinal).Any()
            ? Task.FromResult(new UserResult(userId, [UnknownRole]))
            : ChangeAsync(userId, losesAdmin: !roles.Contains(Roles.Admin), async (users, user) =>
            {
                var now = await users.GetRolesAsync(user);
                var result = await users.RemoveFromRolesAsync(user, now.Except(roles));
                return result.Succeeded ? await users.AddToRolesAsync(user, roles.Except(now)) : result;
            });

    /// <summary>Ends his sessions, keys and open pages, and lets him do nothing more.</summary>
    public Task<UserResult> DisableAsync(string userId, CancellationToken cancellationToken) => ChangeAsync(userId, losesAdmin: true, (_, user) =>
    {
        user.IsDisabled = true;
        return Task.FromResult(IdentityResult.Success);
    });

    /// <summary>Lets a disabled or locked-out user in again.</summary>
    public Task<UserResult> EnableAsync(string userId, CancellationToken cancellationToken) => ChangeAsync(userId, losesAdmin: false, (_, user) =>
    {
        (user.IsDisabled, user.LockoutEnd, user.AccessFailedCount) = (false, null, 0);
        return Task.FromResult(IdentityResult.Success);
    });

    /// <summary>Sets a new password; ends his sessions and lifts a lockout.</summary>
    public Task<UserResult> ResetPasswordAsync(string userId, string newPassword, CancellationToken cancellationToken) =>
        ResetPasswordAsync(userId, newPassword, isOneTime: false);

    /// <summary>Gives the user a new one-time password; ends his sessions and lifts a lockout.</summary>
    public Task<UserResult> ResetPasswordAsync(string userId, OneTimePassword password) => ResetPasswordAsync(userId, password.Text, isOneTime: true);

    /// <summary>Deletes the user with his keys, memberships, searches, comparisons and checks. What he uploaded stays.</summary>
    public async Task<UserResult> DeleteAsync(string userId, CancellationToken cancellationToken)
    {
        var result = await ChangeAsync(userId, losesAdmin: true, (users, user) => users.DeleteAsync(user), deletes: true);
        if (result.Succeeded)
        {
            foreach (var membership in await collections.ListAsync(userId, cancellationToken))
            {
                await collections.RemoveMemberAsync(membership.Collection.Id, userId, cancellationToken);
            }

            await journal.ForgetAsync(userId, cancellationToken);
            await contracts.ForgetAsync(userId, cancellationToken);
        }

        return result;
    }

    private Task<UserResult> ResetPasswordAsync(string userId, string password, bool isOneTime) => ChangeAsync(userId, losesAdmin: false, async (users, user) =>
    {
        (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
        var result = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
        result = result.Succeeded ? await users.RemoveClaimAsync(user, OneTimePassword.Claim) : result;
        return result.Succeeded && isOneTime ? await users.AddClaimAsync(user, OneTimePassword.Claim) : result;
    });

    private async Task<UserResult> ChangeAsync(
        string userId, bool losesAdmin, Func<UserManager<User>, User, Task<IdentityResult>> change, bool deletes = false)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        await using var transaction = await scope.ServiceProvider.GetRequiredService<IdentityDatabase>().Database.BeginTransactionAsync();
        if (await users.FindByIdAsync(userId) is not { } user)
        {
            return new UserResult(userId, [NotFound]);
        }

        if (losesAdmin && !(await users.GetUsersInRoleAsync(Roles.Admin)).Any(admin => admin.Id != userId && !admin.IsDisabled)
            && await users.IsInRoleAsync(user, Roles.Admin))
        {
            return new UserResult(userId, [LastAdmin]);
        }

        var result = await change(users, user);
        if (result.Succeeded && !deletes)
        {
            // A new stamp ends every session that was opened with the old one.
            result = await users.UpdateSecurityStampAsync(user);
        }

        if (!result.Succeeded)
        {
            return new UserResult(userId, Codes(result));
        }

        await transaction.CommitAsync();
        sessions.End(userId);
        return new UserResult(userId, []);
    }

    private static string[] Codes(IdentityResult result) => [.. result.Errors.Select(error => IdentityErrors.CodeOf(error.Code)).Distinct(StringComparer.Ordinal)];
}
