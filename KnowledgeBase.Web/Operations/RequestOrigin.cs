namespace KnowledgeBase.Web.Operations;

/// <summary>Whose page a browser's request comes from, as its Origin header says.</summary>
internal static class RequestOrigin
{
    /// <summary>Whether a page of another host (or of none that is told) makes this request. False without the header: programs send none.</summary>
    public static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, Authority(request, from.Scheme), StringComparison.OrdinalIgnoreCase));

    /// <summary>The host as an Origin header names it: without the port that its scheme implies.</summary>
    private static string Authority(HttpRequest request, string scheme) =>
        Uri.TryCreate($"{scheme}://{request.Host}", UriKind.Absolute, out var own) ? own.Authority : "";
}
