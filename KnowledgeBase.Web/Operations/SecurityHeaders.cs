namespace KnowledgeBase.Web.Operations;

/// <summary>
/// What every answer says to the browser: run only our own scripts, show this in no other page, guess no types, keep no data.
/// The headers are set at the last moment, so that whoever clears a failed answer does not lose them. A download brings a
/// stricter policy of its own.
/// </summary>
internal static class SecurityHeaders
{
    // Scripts: files of ours alone. Styles: files, and the attributes by which Radzen places what floats.
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; media-src 'self'; frame-src 'self'; worker-src 'self'; manifest-src 'self'; " +
        "form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    private static readonly (string Name, string Value)[] Always =
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ];

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            foreach (var (name, value) in Always)
            {
                headers[name] = value;
            }

            // The widget's script is made for other hosts' pages; nothing else of ours is.
            headers["Cross-Origin-Resource-Policy"] = context.Request.Path.StartsWithSegments("/widget", StringComparison.OrdinalIgnoreCase) ? "cross-origin" : "same-origin";
            headers.TryAdd("Content-Security-Policy", Policy);
            // Static files say themselves how long they may be kept; all else may be somebody's contract.
            headers.TryAdd("Cache-Control", "no-store");

            if (context.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            return Task.CompletedTask;
        });
        return next(context);
    });
}
