using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeBase.Web.Identity;

/// <summary>
/// Knows whether a session is still good, and ends those of a user at once: his next request is refused, and the
/// connection of each page that he has open is cut.
/// </summary>
public sealed class Sessions(IDbContextFactory<IdentityDatabase> databases, ILogger<Sessions> logger)
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<HttpContext, bool>> _circuits = new(StringComparer.Ordinal);

    /// <summary>Raised on any thread with the id of a user whose sessions have ended.</summary>
    public event Action<string>? Ended;

    /// <summary>Whether a session that was opened with this security stamp is still good.</summary>
    public async Task<bool> IsGoodAsync(string? userId, string? securityStamp, CancellationToken cancellationToken)
    {
        if (userId is null)
        {
            return false;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var user = await database.Users.AsNoTracking()
            .Where(row => row.Id == userId)
            .Select(row => new { row.IsDisabled, row.SecurityStamp })
            .SingleOrDefaultAsync(cancellationToken);
        return user is { IsDisabled: false } && user.SecurityStamp == securityStamp;
    }

    /// <summary>Remembers a circuit's connection while <paramref name="connection"/> runs.</summary>
    internal async Task TrackAsync(string userId, HttpContext context, Func<Task> connection)
    {
        var open = _circuits.GetOrAdd(userId, _ => new ConcurrentDictionary<HttpContext, bool>());
        open[context] = true;
        try
        {
            await connection();
        }
        finally
        {
            open.TryRemove(context, out _);
        }
    }

    /// <summary>Ends what the user has open. His security stamp has been changed before, so that nothing comes back.</summary>
    internal void End(string userId)
    {
        Ended?.Invoke(userId);
        var connections = _circuits.TryGetValue(userId, out var open) ? open.Keys : [];
        foreach (var context in connections)
        {
            context.Abort();
        }

        Log.SessionsEnded(logger, userId, connections.Count);
    }
}
