namespace KnowledgeBase.Web.Identity;

internal static class OneTimePasswordRedirect
{
    private const string ChangePage = "/account/password";
    private static readonly string[] Open = ["/account", "/culture", "/health", "/_framework", "/_content", "/css", "/js", "/images"];

    /// <summary>Who signed in with a one-time password is led to the page on which he chooses his own; a program gets 403.</summary>
    public static IApplicationBuilder UseOneTimePasswords(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var path = context.Request.Path;
        if (!context.User.HasClaim(OneTimePassword.Claim.Type, OneTimePassword.Claim.Value)
            || Array.Exists(Open, open => path.StartsWithSegments(open, StringComparison.OrdinalIgnoreCase))
            || Path.GetExtension(path.Value) is ".css" or ".js" or ".svg")
        {
            await next(context);
        }
        else if (IdentityServices.IsForPrograms(path))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            context.Response.Redirect($"{context.Request.PathBase}{ChangePage}");
        }
    });
}
