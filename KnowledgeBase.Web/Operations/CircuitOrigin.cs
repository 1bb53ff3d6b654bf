namespace KnowledgeBase.Web.Operations;

internal static class CircuitOrigin
{
    /// <summary>
    /// A WebSocket is not bound by the same-origin policy: another site's page could open a circuit with the session of whoever
    /// looks at it. A browser says who asks, and only pages of this host may. (OWASP ASVS 5.0, 4.4.2.)
    /// </summary>
    public static IApplicationBuilder UseCircuitOrigin(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase) && RequestOrigin.IsForeign(context.Request)
            ? throw new Api.ApiException(StatusCodes.Status403Forbidden, "forbidden", "The Origin header names another host.")
            : next(context));
}
