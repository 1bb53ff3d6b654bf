namespace KnowledgeBase.Web.Components.Faqs;

/// <summary>An origin as browsers write it: scheme, host and, where it is not the scheme's own, the port.</summary>
public static class WidgetOrigin
{
    /// <summary>What a browser will send for it, such as https://help.example.com; null for what is none, such as an address with a path.</summary>
    public static string? Of(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { PathAndQuery: "/", Fragment: "", UserInfo: "" } && !url.Host.Contains('*', StringComparison.Ordinal)
            ? $"{url.Scheme}://{(url.HostNameType == UriHostNameType.Dns ? url.IdnHost : url.Host)}{(url.IsDefaultPort ? "" : $":{url.Port}")}"
            : null;
}
