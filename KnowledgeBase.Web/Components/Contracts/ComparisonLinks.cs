using KnowledgeBase.Core.Contracts;

namespace KnowledgeBase.Web.Components.Contracts;

/// <summary>Addresses of a comparison and of the places in it.</summary>
internal static class ComparisonLinks
{
    /// <summary>The id of a pair on its page; b's own clause names it, or a's when there is none.</summary>
    public static string Anchor(ClauseAlignment item) => item.B.Count > 0 ? item.B[0] : item.A[0];

    public static string Report(Guid id, string format) => $"/api/v1/contracts/comparisons/{id}/report?format={format}";

    public static string Redline(Guid id) => $"/api/v1/contracts/comparisons/{id}/redline";
}
