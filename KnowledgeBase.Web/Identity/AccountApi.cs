using Microsoft.AspNetCore.Antiforgery;

namespace KnowledgeBase.Web.Identity;

internal static class AccountApi
{
    /// <summary>Signing out: a form on every page posts here. The rest of the account is pages (Components/Account).</summary>
    public static IEndpointConventionBuilder MapAccount(this IEndpointRouteBuilder app) => app.MapPost(
            "/account/sign-out",
            async (HttpContext context, IAntiforgery antiforgery, SignIn signIn) =>
            {
                // A forged one is answered with the page it wanted, the session as it was.
                if (await antiforgery.IsRequestValidAsync(context))
                {
                    await signIn.OutAsync();
                }

                return TypedResults.LocalRedirect("/login");
            })
        .AllowAnonymous()
        .ExcludeFromDescription();
}
