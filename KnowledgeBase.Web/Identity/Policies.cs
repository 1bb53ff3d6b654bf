using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace KnowledgeBase.Web.Identity;

/// <summary>Names of the authorization policies that pages and endpoints ask for.</summary>
public static class Policies
{
    /// <summary>Users, keys of others, model: role Admin; with a key, its scope "admin" too.</summary>
    public const string Administer = "Administer";

    /// <summary>Roles Admin, Legal and Service; with a key, its scope "write" too.</summary>
    public const string CreateCollections = "CreateCollections";

    /// <summary>Signed in; with a key, its scope "read".</summary>
    public const string Read = "Read";

    /// <summary>Signed in; with a key, its scope "write".</summary>
    public const string Write = "Write";

    /// <summary>Signed in; with a key, its scope "embeddings".</summary>
    public const string Embed = "Embed";

    /// <summary>Signed in; with a key, its scope "faq" or "read".</summary>
    public const string Faq = "Faq";

    internal static void Add(AuthorizationBuilder authorization) => authorization
        .AddPolicy(Administer, policy => policy.RequireAssertion(context => AccessControl.MayAdminister(context.User)))
        .AddPolicy(CreateCollections, policy => policy
            .RequireRole(Roles.Admin, Roles.Legal, Roles.Service)
            .RequireAssertion(context => context.User.Allows(ApiKeyScopes.Write)))
        .AddPolicy(Read, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.Allows(ApiKeyScopes.Read)))
        .AddPolicy(Write, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.Allows(ApiKeyScopes.Write)))
        .AddPolicy(Embed, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.Allows(ApiKeyScopes.Embeddings)))
        .AddPolicy(Faq, policy => policy.RequireAuthenticatedUser().RequireAssertion(context =>
            context.User.Allows(ApiKeyScopes.Faq) || context.User.Allows(ApiKeyScopes.Read)))
        // What forgets to say who may use it is for nobody but signed-in users.
        .SetFallbackPolicy(SignedIn)
        // Pages ask for no scope: the key of a widget, which everybody can read, gets none of them.
        .SetDefaultPolicy(SignedIn);

    private static AuthorizationPolicy SignedIn { get; } =
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(context => !context.User.IsWidget()).Build();

    /// <summary>The user's id in identity.db; null when nobody is signed in.</summary>
    public static string? UserId(this ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true ? user.FindFirstValue(ClaimTypes.NameIdentifier) : null;

    /// <summary>Whether it is a key that may only ask an FAQ.</summary>
    public static bool IsWidget(this ClaimsPrincipal user) =>
        user.Identity?.AuthenticationType == ApiKeyAuthentication.SchemeName
        && user.FindAll(ApiKeyAuthentication.ScopeClaim).All(scope => scope.Value == ApiKeyScopes.Faq);

    /// <summary>Whether the way in which he signed in reaches this collection: a session and most keys all, a widget's key its own.</summary>
    public static bool IsFor(this ClaimsPrincipal user, Guid collectionId) =>
        user.FindFirstValue(ApiKeyAuthentication.CollectionClaim) is not { } only || only == collectionId.ToString();

    /// <summary>Whether the way in which he signed in allows this: a session everything, a key its scopes.</summary>
    public static bool Allows(this ClaimsPrincipal user, string scope) =>
        user.Identity?.AuthenticationType != ApiKeyAuthentication.SchemeName || user.HasClaim(ApiKeyAuthentication.ScopeClaim, scope);
}
