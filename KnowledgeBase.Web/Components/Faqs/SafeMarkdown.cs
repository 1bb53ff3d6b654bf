using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeBase.Web.Components.Faqs;

/// <summary>
/// Markdown of an answer as HTML that can do nothing: HTML in it is shown as text, links lead only to the web, mail and
/// telephone, and pictures become links, so that reading an answer asks no other server.
/// </summary>
public static class SafeMarkdown
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeMailto, "tel"];

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml().UsePipeTables().UseEmphasisExtras().UseAutoLinks().UseSoftlineBreakAsHardlineBreak().Build();

    public static string ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            link.IsImage = false;
            link.Url = Safe(link.GetDynamicUrl?.Invoke() ?? link.Url);
            link.GetDynamicUrl = null;
            Mark(link);
        }

        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            link.Url = link.IsEmail ? link.Url : Safe(link.Url);
            Mark(link);
        }

        return document.ToHtml(Pipeline);
    }

    /// <summary>An absolute address of a known kind, or a path; "#" for everything else, such as javascript:.</summary>
    private static string Safe(string? url) =>
        url is null || url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? "#"
        : Uri.TryCreate(url, UriKind.Absolute, out var absolute) && !url.StartsWith('/') ? (Schemes.Contains(absolute.Scheme, StringComparer.OrdinalIgnoreCase) ? url : "#")
        : url.Contains(':', StringComparison.Ordinal) || url.StartsWith("//", StringComparison.Ordinal) || url.Contains('\\', StringComparison.Ordinal) ? "#" : url;

    private static void Mark(MarkdownObject link)
    {
        var attributes = link.GetAttributes();
        attributes.AddPropertyIfNotExist("target", "_blank");
        attributes.AddPropertyIfNotExist("rel", "noopener noreferrer nofollow");
    }
}
