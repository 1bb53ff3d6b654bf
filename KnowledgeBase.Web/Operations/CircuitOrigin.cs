namespace KnowledgeBase.Web.Operations;

internal static class CircuitOrigin
{
    /// <summary>
    /// A WebSocket is not bound by the same-origin policy: another site's page could open a circuit with the session of whoever
    /// looks at it. A browser says who asks, and only pages of this host may. (OWASP ASVS 5.0, 4.4.2.)
    /// </summary>
    public static IApplicationBuilder UseCircuitOrigin(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
            && request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, Authority(request, from.Scheme), StringComparison.OrdinalIgnoreCase)))
        {
            throw new Api.ApiException(StatusCodes.Status403Forbidden, "forbidden", "The Origin header names another host.");
        }

        return next(context);
    });

    /// <summary>The host as an Origin header names it: without the port that its scheme implies.</summary>
    private static string Authority(HttpRequest request, string scheme) =>
        Uri.TryCreate($"{scheme}://{request.Host}", UriKind.Absolute, out var own) ? own.Authority : "";
}
