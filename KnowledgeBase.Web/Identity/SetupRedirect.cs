namespace KnowledgeBase.Web.Identity;

internal static class SetupRedirect
{
    private static readonly string[] Open = ["/setup", "/health", "/culture", "/_framework", "/_content", "/css", "/js", "/images", "/favicon.ico"];

    /// <summary>Until there is an admin, every page leads to /setup and every program gets 503 with the code setup_required.</summary>
    public static IApplicationBuilder UseSetupRedirect(this IApplicationBuilder app)
    {
        var setup = app.ApplicationServices.GetRequiredService<Setup>();
        return app.Use(async (context, next) =>
        {
            var path = context.Request.Path;
            if (setup.IsDone || Array.Exists(Open, open => path.StartsWithSegments(open, StringComparison.OrdinalIgnoreCase)) || Path.GetExtension(path.Value) is ".css" or ".js")
            {
                await next(context);
            }
            else if (IdentityServices.IsForPrograms(path))
            {
                await TypedResults.Problem(
                    statusCode: StatusCodes.Status503ServiceUnavailable, title: "The application is not set up yet.",
                    extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "setup_required" }).ExecuteAsync(context);
            }
            else
            {
                context.Response.Redirect($"{context.Request.PathBase}/setup");
            }
        });
    }

    /// <summary>Remembers the connection of every circuit, so that it can be cut when its user's sessions end.</summary>
    public static IApplicationBuilder UseCircuitTracking(this IApplicationBuilder app)
    {
        var sessions = app.ApplicationServices.GetRequiredService<Sessions>();
        return app.Use((context, next) => context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase) && context.User.UserId() is { } userId
            ? sessions.TrackAsync(userId, context, () => next(context))
            : next(context));
    }
}
