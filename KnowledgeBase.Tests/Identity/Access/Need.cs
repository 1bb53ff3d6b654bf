using KnowledgeBase.Core.Collections;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Tests.Identity.Access;

/// <summary>What a caller must be for a route to do anything for him.</summary>
/// <param name="SignIn">Whether nobody may use it without a session or key.</param>
/// <param name="Scope">A key must have one of these, separated by "|"; null for any.</param>
/// <param name="Member">Role in the collection that the request names; null when it names none.</param>
/// <param name="Roles">One of these roles in the application; null for any.</param>
/// <param name="Maker">Only who made the thing may: the owner of the scene, and not even an administrator.</param>
public sealed record Need(bool SignIn, string? Scope = null, MemberRole? Member = null, string[]? Roles = null, bool Maker = false)
{
    public static readonly Need Public = new(false);
    public static readonly Need SignedIn = new(true);
    public static readonly Need Read = new(true, ApiKeyScopes.Read);
    public static readonly Need View = new(true, ApiKeyScopes.Read, MemberRole.Viewer);
    public static readonly Need Ask = new(true, $"{ApiKeyScopes.Read}|{ApiKeyScopes.Faq}", MemberRole.Viewer);
    public static readonly Need Edit = new(true, ApiKeyScopes.Write, MemberRole.Editor);
    public static readonly Need Own = new(true, ApiKeyScopes.Write, MemberRole.Owner);
    public static readonly Need Write = new(true, ApiKeyScopes.Write);
    public static readonly Need ReadMine = new(true, ApiKeyScopes.Read, Maker: true);
    public static readonly Need WriteMine = new(true, ApiKeyScopes.Write, Maker: true);
    public static readonly Need Embed = new(true, ApiKeyScopes.Embeddings);
    public static readonly Need Create = new(true, ApiKeyScopes.Write, null, [Web.Identity.Roles.Admin, Web.Identity.Roles.Legal, Web.Identity.Roles.Service]);
    public static readonly Need Administer = new(true, ApiKeyScopes.Admin, null, [Web.Identity.Roles.Admin]);
}

/// <summary>Somebody who asks.</summary>
/// <param name="Member">His role in the collection asked about; null: none.</param>
/// <param name="Scopes">Of his key; null for a session.</param>
public sealed record Actor(string Name, HttpClient Client, bool SignedIn, string Role, MemberRole? Member, string[]? Scopes)
{
    private bool IsMaker => Name.StartsWith("owner", StringComparison.Ordinal);

    /// <summary>Whether a route that needs this works for him, and if not, the statuses with which an API refuses him.</summary>
    public int[] RefusalsOf(Need need)
    {
        if (!need.SignIn)
        {
            return [];
        }

        if (!SignedIn)
        {
            return [401];
        }

        // A widget's key stands in a page for everybody to read: it opens none of ours.
        if (Scopes is [ApiKeyScopes.Faq] && need.Scope is null)
        {
            return [403];
        }

        if (Scopes is not null && need.Scope is not null && !need.Scope.Split('|').Intersect(Scopes).Any())
        {
            return [403];
        }

        if (need.Roles?.Contains(Role) == false)
        {
            return [403];
        }

        if (need.Maker && !IsMaker)
        {
            return [404];
        }

        return need.Member > Member || (need.Member is not null && Member is null) ? [404] : [];
    }
}
