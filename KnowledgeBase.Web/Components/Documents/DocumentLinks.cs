using System.Globalization;

namespace KnowledgeBase.Web.Components.Documents;

/// <summary>The addresses of a document, for every page that leads to one.</summary>
public static class DocumentLinks
{
    public static string ToText(Guid documentId) => $"/documents/{documentId}";

    /// <summary>The document's text with a chunk marked and scrolled to; words of <paramref name="query"/> are marked in it.</summary>
    public static string ToChunk(Guid documentId, long chunkId, string? query = null) => string.Create(
        CultureInfo.InvariantCulture, $"/documents/{documentId}?chunk={chunkId}{(string.IsNullOrEmpty(query) ? "" : $"&q={Uri.EscapeDataString(query)}")}#hit");

    /// <summary>A page of the document beside its text, from 1.</summary>
    public static string ToPage(Guid documentId, int page) => string.Create(CultureInfo.InvariantCulture, $"/documents/{documentId}?tab=page&page={page}");

    /// <summary>The picture of a page, from 1.</summary>
    public static string ToPicture(Guid documentId, int page) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/documents/{documentId}/pages/{page}/picture");

    /// <summary>The picture of a preview page of a Word file, from 1.</summary>
    public static string ToPreview(Guid documentId, int page) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/documents/{documentId}/preview/pages/{page}/picture");

    /// <summary>Two documents beside each other with their differences; the older one is the first.</summary>
    public static string ToComparison(Guid earlierId, Guid laterId) => $"/contracts/compare?a={earlierId}&b={laterId}";

    /// <summary>What its readings found and left out.</summary>
    public static string ToReport(Guid documentId) => $"/documents/{documentId}/report";

    /// <summary>Where it is read in another way, and both readings are compared.</summary>
    public static string ToReread(Guid documentId) => $"/documents/{documentId}/reread";

    /// <summary>The original as it was uploaded.</summary>
    public static string ToOriginal(Guid documentId) => $"/api/v1/documents/{documentId}/content";
}
