using System.Globalization;
using KnowledgeBase.Core.Contracts;

namespace KnowledgeBase.Web.Components.Contracts;

/// <summary>Addresses of a comparison and of the places in it.</summary>
internal static class ComparisonLinks
{
    /// <summary>The id of a pair on its page; b's own clause names it, or a's when there is none.</summary>
    public static string Anchor(ClauseAlignment item) => item.B.Count > 0 ? item.B[0] : item.A[0];

    /// <summary>The id of the place that a moved clause left.</summary>
    public static string LeftPlace(ClauseAlignment item) => $"left-{item.A[0]}";

    public static string Place(Guid id, string anchor) => $"/contracts/comparisons/{id}#{anchor}";

    public static string Report(Guid id, string format) => $"/api/v1/contracts/comparisons/{id}/report?format={format}";

    public static string CheckReport(Guid id, string format, double minCosine) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/v1/contracts/checks/{id}/report?format={format}&minCosine={minCosine:0.00}");

    /// <summary>Where an earlier contract and the checked one are compared as a whole, at the clause that led there.</summary>
    public static string OfChecked(Guid checkId, Guid earlierId, string? clause = null) =>
        $"/contracts/compare?check={checkId}&a={earlierId}{(clause is null ? "" : $"&clause={clause}")}";

    public static string Redline(Guid id) => $"/api/v1/contracts/comparisons/{id}/redline";
}
