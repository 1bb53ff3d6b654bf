using System.Globalization;

namespace KnowledgeBase.Web.Components.Documents;

/// <summary>The addresses of a document, for every page that leads to one.</summary>
public static class DocumentLinks
{
    public static string ToText(Guid documentId) => $"/documents/{documentId}";

    /// <summary>The document's text with a chunk marked and scrolled to; words of <paramref name="query"/> are marked in it.</summary>
    public static string ToChunk(Guid documentId, long chunkId, string? query = null) => string.Create(
        CultureInfo.InvariantCulture, $"/documents/{documentId}?chunk={chunkId}{(string.IsNullOrEmpty(query) ? "" : $"&q={Uri.EscapeDataString(query)}")}#hit");

    /// <summary>The picture of a page, from 1.</summary>
    public static string ToPicture(Guid documentId, int page) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/documents/{documentId}/pages/{page}/picture");

    /// <summary>The original as it was uploaded.</summary>
    public static string ToOriginal(Guid documentId) => $"/api/v1/documents/{documentId}/content";
}
