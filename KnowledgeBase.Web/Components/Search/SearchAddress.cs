using System.Globalization;
using System.Text;
using KnowledgeBase.Core.Search;

namespace KnowledgeBase.Web.Components.Search;

/// <summary>The state of the search page, as its address holds it: what one can send to a colleague.</summary>
/// <param name="CollectionIds">Empty for all that the user may read.</param>
/// <param name="DocumentIds">Empty for all.</param>
/// <param name="MinCosine">Null for none.</param>
/// <param name="LikeChunk">A passage that takes the place of the question: others like it are looked for; null for a question.</param>
/// <param name="Grouped">Whether the hits of a document stand together.</param>
public sealed record SearchAddress(
    string Query, IReadOnlyList<Guid> CollectionIds, IReadOnlyList<Guid> DocumentIds, int TopK, double? MinCosine, SearchMode Mode,
    long? LikeChunk = null, bool Grouped = false)
{
    public const int DefaultTopK = 10;

    public static SearchAddress Empty { get; } = new("", [], [], DefaultTopK, null, SearchMode.Semantic);

    /// <summary>Whether there is anything to be looked for.</summary>
    public bool Asks => LikeChunk is not null || !string.IsNullOrWhiteSpace(Query);

    /// <summary>The same but for how the answer is shown.</summary>
    public SearchAddress Ungrouped() => this with { Grouped = false };

    /// <summary>Reads what an address says; what makes no sense in it counts as not said.</summary>
    public static SearchAddress Read(string? query, string[]? collections, string[]? documents, string? top, string? min, string? mode, string? like = null, string? group = null) => new(
        query?.Trim() ?? "",
        Ids(collections),
        Ids(documents),
        int.TryParse(top, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= SearchRequest.MaximumTopK ? number : DefaultTopK,
        double.TryParse(min, NumberStyles.Float, CultureInfo.InvariantCulture, out var cosine) && cosine is >= -1 and <= 1 ? cosine : null,
        Enum.TryParse<SearchMode>(mode, ignoreCase: true, out var order) && Enum.IsDefined(order) ? order : SearchMode.Semantic,
        string.IsNullOrWhiteSpace(query) && long.TryParse(like, NumberStyles.None, CultureInfo.InvariantCulture, out var chunk) ? chunk : null,
        group == "document");

    /// <summary>The address, without what is as usual.</summary>
    public string Href()
    {
        var parts = new StringBuilder();
        Add("q", string.IsNullOrWhiteSpace(Query) ? null : Query.Trim());
        Add("like", LikeChunk?.ToString(CultureInfo.InvariantCulture));
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
        Add("group", Grouped ? "document" : null);
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
