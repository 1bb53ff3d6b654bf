using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeBase.Web.Identity;

/// <summary>A key in a list, with its owner.</summary>
/// <param name="CollectionId">The only collection that it is for; null: all of its owner.</param>
public sealed record ApiKeySummary(
    Guid Id, string UserId, string UserEmail, string Name, string Prefix, IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt, Guid? CollectionId = null)
{
    /// <summary>Whether it can be used at this time, as far as the key itself goes.</summary>
    public bool IsActiveAt(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);
}

/// <summary>A new key. <see cref="Secret"/> is shown once and kept nowhere.</summary>
public sealed record CreatedApiKey(ApiKeySummary Key, string Secret);

/// <summary>Creates, lists, revokes and checks API keys. It checks no rights of the caller.</summary>
public sealed class ApiKeyStore(IDbContextFactory<IdentityDatabase> databases, TimeProvider time)
{
    private const int PrefixLength = 8;

    /// <summary>Shortest key that configuration may set; in characters.</summary>
    public const int MinimumConfiguredLength = 32;

    /// <summary>Keys of one user, or of all users (null), newest first.</summary>
    public async Task<IReadOnlyList<ApiKeySummary>> ListAsync(string? userId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await (
            from key in database.ApiKeys.AsNoTracking()
            join user in database.Users on key.UserId equals user.Id
            where userId == null || key.UserId == userId
            orderby key.CreatedAt descending
            select new { Key = key, user.Email }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => Summary(row.Key, row.Email))];
    }

    /// <summary>Makes a key of 256 random bits.</summary>
    /// <param name="scopes">Of <see cref="ApiKeyScopes"/>; at least one.</param>
    /// <param name="expiresAt">Null: never.</param>
    /// <param name="collectionId">The only collection that it is for; null: all of its owner.</param>
    /// <exception cref="ArgumentException">No or an unknown scope, no name, or an expiry in the past.</exception>
    public Task<CreatedApiKey> CreateAsync(
        string userId, string name, IReadOnlyCollection<string> scopes, DateTimeOffset? expiresAt, CancellationToken cancellationToken, Guid? collectionId = null) =>
        AddAsync("kb_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), userId, name, scopes, expiresAt, cancellationToken, collectionId);

    /// <summary>Stores a key that was chosen elsewhere (unattended set-up).</summary>
    internal async Task<CreatedApiKey> AddAsync(
        string secret, string userId, string name, IReadOnlyCollection<string> scopes, DateTimeOffset? expiresAt, CancellationToken cancellationToken, Guid? collectionId = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfZero(scopes.Count, nameof(scopes));
        if (scopes.Except(ApiKeyScopes.All, StringComparer.Ordinal).Any() || expiresAt <= time.GetUtcNow())
        {
            throw new ArgumentException("Unknown scope, or expired already.", nameof(scopes));
        }

        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            UserId = userId,
            Name = name.Trim(),
            Prefix = secret[..PrefixLength],
            Hash = HashOf(secret),
            Scopes = string.Join(' ', ApiKeyScopes.All.Where(scopes.Contains)),
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = expiresAt,
            CollectionId = collectionId,
        };
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        database.ApiKeys.Add(key);
        await database.SaveChangesAsync(cancellationToken);
        var email = await database.Users.Where(user => user.Id == userId).Select(user => user.Email).SingleAsync(cancellationToken);
        return new CreatedApiKey(Summary(key, email), secret);
    }

    /// <summary>Ends a key at once.</summary>
    /// <param name="userId">Only if it is this user's; null for anyone's.</param>
    /// <returns>False when there is no such key.</returns>
    public async Task<bool> RevokeAsync(Guid id, string? userId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        return await database.ApiKeys
            .Where(key => key.Id == id && (userId == null || key.UserId == userId))
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, key => key.RevokedAt ?? now), cancellationToken) > 0;
    }

    /// <summary>The key with this secret, if it can be used now and its owner is not disabled; else null.</summary>
    internal async Task<(ApiKey Key, User User)?> FindActiveAsync(string secret, CancellationToken cancellationToken)
    {
        // Looked up by its hash: the time that takes says nothing about the key.
        var hash = HashOf(secret);
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var found = await (
            from key in database.ApiKeys.AsNoTracking()
            join user in database.Users.AsNoTracking() on key.UserId equals user.Id
            where key.Hash == hash
            select new { Key = key, User = user }).SingleOrDefaultAsync(cancellationToken);
        if (found is null || found.User.IsDisabled || found.Key.RevokedAt is not null || found.Key.ExpiresAt <= now
            || !CryptographicOperations.FixedTimeEquals(found.Key.Hash, hash))
        {
            return null;
        }

        if (found.Key.LastUsedAt is null || now - found.Key.LastUsedAt > TimeSpan.FromHours(1))
        {
            await database.ApiKeys.Where(key => key.Id == found.Key.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, now), cancellationToken);
        }

        return (found.Key, found.User);
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static ApiKeySummary Summary(ApiKey key, string? email) => new(
        key.Id, key.UserId, email ?? "", key.Name, key.Prefix, key.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.RevokedAt, key.CollectionId);
}
