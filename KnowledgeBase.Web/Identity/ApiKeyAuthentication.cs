using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Web.Identity;

/// <summary>Signs in by <c>Authorization: Bearer &lt;key&gt;</c>. The principal has the owner's roles and the key's scopes.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyStore keys, UserManager<User> users)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string ScopeClaim = "scope";

    /// <summary>The id of the key, which is not secret.</summary>
    public const string KeyClaim = "key";

    /// <summary>The only collection that the key is for.</summary>
    public const string CollectionClaim = "collection";

    private const string Bearer = "Bearer ";

    public static bool IsUsedBy(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!IsUsedBy(Request))
        {
            return AuthenticateResult.NoResult();
        }

        if (await keys.FindActiveAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is not (var key, var user))
        {
            return AuthenticateResult.Fail("The key is unknown, revoked or expired, or its owner is disabled.");
        }

        var identity = new ClaimsIdentity(SchemeName, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, user.Id));
        identity.AddClaim(new Claim(ClaimTypes.Name, user.Email ?? user.Id));
        identity.AddClaims((await users.GetRolesAsync(user)).Select(role => new Claim(ClaimTypes.Role, role)));
        identity.AddClaim(new Claim(KeyClaim, key.Id.ToString()));
        identity.AddClaims(key.Scopes.Split(' ').Select(scope => new Claim(ScopeClaim, scope)));
        if (key.CollectionId is { } collection)
        {
            identity.AddClaim(new Claim(CollectionClaim, collection.ToString()));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
