using System.Globalization;
using System.Text;
using KnowledgeBase.Core.Search;

namespace KnowledgeBase.Web.Components.Search;

/// <summary>The state of the search page, as its address holds it: what one can send to a colleague.</summary>
/// <param name="CollectionIds">Empty for all that the user may read.</param>
/// <param name="DocumentIds">Empty for all.</param>
/// <param name="MinCosine">Null for none.</param>
public sealed record SearchAddress(
    string Query, IReadOnlyList<Guid> CollectionIds, IReadOnlyList<Guid> DocumentIds, int TopK, double? MinCosine, SearchMode Mode)
{
    public const int DefaultTopK = 10;

    public static SearchAddress Empty { get; } = new("", [], [], DefaultTopK, null, SearchMode.Semantic);

    public bool HasQuery => !string.IsNullOrWhiteSpace(Query);

    /// <summary>Reads what an address says; what makes no sense in it counts as not said.</summary>
    public static SearchAddress Read(string? query, string[]? collections, string[]? documents, string? top, string? min, string? mode) => new(
        query?.Trim() ?? "",
        Ids(collections),
        Ids(documents),
        int.TryParse(top, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= SearchRequest.MaximumTopK ? number : DefaultTopK,
        double.TryParse(min, NumberStyles.Float, CultureInfo.InvariantCulture, out var cosine) && cosine is >= -1 and <= 1 ? cosine : null,
        Enum.TryParse<SearchMode>(mode, ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : SearchMode.Semantic);

    /// <summary>The address, without what is as usual.</summary>
    public string Href()
    {
        var parts = new StringBuilder();
        Add("q", HasQuery ? Query.Trim() : null);
        foreach (var id in CollectionIds)
        {
            Add("collections", id.ToString());
        }

        foreach (var id in DocumentIds)
        {
            Add("documents", id.ToString());
        }

        Add("top", TopK == DefaultTopK ? null : TopK.ToString(CultureInfo.InvariantCulture));
        Add("min", MinCosine?.ToString(CultureInfo.InvariantCulture));
        Add("mode", Mode == SearchMode.Semantic ? null : Mode.ToString().ToLowerInvariant());
        return $"/search{parts}";

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parts.Append(parts.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }
    }

    private static Guid[] Ids(string[]? texts) =>
        [.. (texts ?? []).Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];
}
