using System.Globalization;
using System.Text;
using KnowledgeBase.Core.Search;
using Microsoft.AspNetCore.WebUtilities;

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
    private const string Day = "yyyy-MM-dd";

    public static SearchAddress Empty { get; } = new("", [], [], DefaultTopK, null, SearchMode.Semantic);

    /// <summary>Share of meaning in hybrid search; null for what each collection has.</summary>
    public double? VectorWeight { get; init; }

    public FusionKind Fusion { get; init; }

    /// <summary>Only documents received on this day or later.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Only documents received on this day or earlier.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Only this clause, or what stands below a heading with these words; "" for all.</summary>
    public string Label { get; init; } = "";

    /// <summary>Only documents with all of these.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether there is anything to be looked for.</summary>
    public bool Asks => LikeChunk is not null || !string.IsNullOrWhiteSpace(Query);

    /// <summary>How many filters besides collections and documents are set.</summary>
    public int FilterCount => (From is null ? 0 : 1) + (Until is null ? 0 : 1) + (Label.Length == 0 ? 0 : 1) + Tags.Count;

    /// <summary>The same but for how the answer is shown.</summary>
    public SearchAddress Ungrouped() => this with { Grouped = false };

    /// <summary>The same without any filter.</summary>
    public SearchAddress Unfiltered() => this with { DocumentIds = [], From = null, Until = null, Label = "", Tags = [] };

    /// <summary>What the filters of the page let through; days are days of the server's clock.</summary>
    public SearchFilter Filter() => new(
        DocumentIds.Count == 0 ? null : DocumentIds, Tags, From is { } from ? Midnight(from) : null, Until is { } until ? Midnight(until.AddDays(1)) : null, Label.Length == 0 ? null : Label);

    /// <summary>Reads what an address, or the part of it behind the question mark, says; what makes no sense in it counts as not said.</summary>
    public static SearchAddress Read(string address)
    {
        var parts = QueryHelpers.ParseQuery(address[(address.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('#')[0]);
        var query = One("q")?.Trim() ?? "";
        return new SearchAddress(
            query,
            Ids("collections"),
            Ids("documents"),
            int.TryParse(One("top"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= SearchRequest.MaximumTopK ? number : DefaultTopK,
            Number(One("min"), -1),
            Named(One("mode"), SearchMode.Semantic),
            query.Length == 0 && long.TryParse(One("like"), NumberStyles.None, CultureInfo.InvariantCulture, out var chunk) ? chunk : null,
            One("group") == "document")
        {
            VectorWeight = Number(One("weight"), 0),
            Fusion = Named(One("fusion"), FusionKind.Weighted),
            From = DayOf(One("from")),
            Until = DayOf(One("until")),
            Label = One("clause")?.Trim() ?? "",
            Tags = [.. All("tag").Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal)],
        };

        string? One(string name) => parts.GetValueOrDefault(name).FirstOrDefault();
        IEnumerable<string> All(string name) => parts.GetValueOrDefault(name).OfType<string>();
        Guid[] Ids(string name) => [.. All(name).Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];
    }

    /// <summary>A number from <paramref name="least"/> to 1; null when it is none.</summary>
    public static double? Number(string? text, double least) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= 1 ? number : null;

    public static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue ? day : null;

    /// <summary>The address, without what is as usual.</summary>
    public string Href() => $"/search{Parts('?')}";

    /// <summary>The table or report of what the address asks for; <paramref name="format"/> is xlsx, csv or docx.</summary>
    public string ExportHref(string format) => $"/api/v1/search/export?format={format}{Parts('&')}";

    private string Parts(char before)
    {
        var parts = new StringBuilder();
        Add("q", string.IsNullOrWhiteSpace(Query) ? null : Query.Trim());
        Add("like", LikeChunk?.ToString(CultureInfo.InvariantCulture));
        AddAll("collections", CollectionIds.Select(id => id.ToString()));
        AddAll("documents", DocumentIds.Select(id => id.ToString()));
        Add("top", TopK == DefaultTopK ? null : TopK.ToString(CultureInfo.InvariantCulture));
        Add("min", MinCosine?.ToString(CultureInfo.InvariantCulture));
        Add("mode", Mode == SearchMode.Semantic ? null : Mode.ToString().ToLowerInvariant());
        Add("weight", VectorWeight?.ToString(CultureInfo.InvariantCulture));
        Add("fusion", Fusion == FusionKind.Weighted ? null : Fusion.ToString().ToLowerInvariant());
        Add("from", From?.ToString(Day, CultureInfo.InvariantCulture));
        Add("until", Until?.ToString(Day, CultureInfo.InvariantCulture));
        Add("clause", Label.Length == 0 ? null : Label);
        AddAll("tag", Tags);
        Add("group", Grouped ? "document" : null);
        return parts.ToString();

        void AddAll(string name, IEnumerable<string> values)
        {
            foreach (var value in values)
            {
                Add(name, value);
            }
        }

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parts.Append(parts.Length == 0 ? before : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }
    }

    private static T Named<T>(string? text, T usual)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : usual;

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Local));
}
