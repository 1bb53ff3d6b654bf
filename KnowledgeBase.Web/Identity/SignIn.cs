using Microsoft.AspNetCore.Identity;

namespace KnowledgeBase.Web.Identity;

/// <summary>
/// Signs in and out by password. An unknown, disabled or locked account takes about as long and says the same as a wrong
/// password, so that nobody learns which accounts there are.
/// </summary>
internal sealed class SignIn(UserManager<User> users, SignInManager<User> signIn, Sessions sessions, TimeProvider time, ILogger<SignIn> logger)
{
    public const string Failed = "sign_in_failed";

    /// <summary>No one has a longer one, and hashing it costs whoever asks nothing.</summary>
    private const int LongestPassword = 1_000;

    // One guess at a time for each account, so that none is made before those under way are counted.
    private static readonly SemaphoreSlim[] Gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];
    private static readonly User Nobody = new();
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<User>().HashPassword(Nobody, Guid.NewGuid().ToString()));

    /// <summary>Whether it succeeded; then the response carries the session.</summary>
    public async Task<bool> TryAsync(string email, string password, bool remember)
    {
        var gate = Gates[(uint)StringComparer.OrdinalIgnoreCase.GetHashCode(email.Trim()) % Gates.Length];
        await gate.WaitAsync();
        try
        {
            return password.Length <= LongestPassword && await TryOneAsync(email, password, remember);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<bool> TryOneAsync(string email, string password, bool remember)
    {
        var user = await users.FindByEmailAsync(email.Trim());
        if (user is null || user.IsDisabled || await users.IsLockedOutAsync(user))
        {
            users.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash.Value, password);
            Log.SignInRefused(logger, user?.Id ?? "unknown");
            return false;
        }

        if (!await users.CheckPasswordAsync(user, password))
        {
            await users.AccessFailedAsync(user);
            Log.SignInRefused(logger, user.Id);
            return false;
        }

        (user.AccessFailedCount, user.LastSignInAt) = (0, time.GetUtcNow());
        await users.UpdateAsync(user);
        await signIn.SignInAsync(user, remember);
        Log.SignedIn(logger, user.Id);
        return true;
    }

    public Task OutAsync() => signIn.SignOutAsync();

    /// <summary>Changes the user's own password; every session but this one ends.</summary>
    /// <returns>Error codes; none when it was done.</returns>
    public async Task<IReadOnlyList<string>> ChangePasswordAsync(string userId, string present, string wanted)
    {
        if (await users.FindByIdAsync(userId) is not { } user)
        {
            return [UserDirectory.NotFound];
        }

        var result = await users.ChangePasswordAsync(user, present, wanted);
        if (!result.Succeeded)
        {
            return [.. result.Errors.Select(error => IdentityErrors.CodeOf(error.Code)).Distinct()];
        }

        await users.RemoveClaimAsync(user, OneTimePassword.Claim);
        sessions.End(userId);
        await signIn.RefreshSignInAsync(user);
        return [];
    }
}
