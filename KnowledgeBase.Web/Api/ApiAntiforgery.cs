using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Antiforgery;

namespace KnowledgeBase.Web.Api;

internal static class ApiAntiforgery
{
    /// <summary>
    /// A session's cookie travels with every request, also with those that another site makes: what changes something needs
    /// the token of a page of ours in the header RequestVerificationToken. A key is sent on purpose and needs none. It is
    /// decided here and not by the endpoints, so that none can forget it.
    /// </summary>
    public static IApplicationBuilder UseApiAntiforgery(this IApplicationBuilder app)
    {
        var antiforgery = app.ApplicationServices.GetRequiredService<IAntiforgery>();
        return app.Use(async (context, next) =>
        {
            var request = context.Request;
            var safe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
            var ours = request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase);
            // Without the header the token would be looked for in the form, and an upload read into memory for that.
            if (ours && !safe && context.User.UserId() is not null && !ApiKeyAuthentication.IsUsedBy(request)
                && !(request.Headers.ContainsKey("RequestVerificationToken") && await antiforgery.IsRequestValidAsync(context)))
            {
                throw ApiException.BadRequest("antiforgery");
            }

            await next(context);
        });
    }
}
