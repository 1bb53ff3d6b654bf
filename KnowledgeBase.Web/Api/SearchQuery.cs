using System.ComponentModel;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Search;

namespace KnowledgeBase.Web.Api;

/// <param name="CollectionIds">Where to search; all that you may read when empty.</param>
/// <param name="Query">At most 8,000 characters.</param>
/// <param name="TopK">1 to 100; 10 if not given.</param>
/// <param name="MinCosine">-1 to 1; hits below it are left out.</param>
/// <param name="Mode">semantic (by meaning), keyword (by words) or hybrid.</param>
/// <param name="DocumentIds">Only these documents.</param>
public sealed record SearchQuery(
    IReadOnlyList<Guid>? CollectionIds, string? Query, int? TopK = null, double? MinCosine = null,
    [property: Description("semantic (the default), keyword or hybrid")] string? Mode = null, IReadOnlyList<Guid>? DocumentIds = null);

/// <summary>Hits, best first.</summary>
/// <param name="ScannedChunks">How many vectors were compared.</param>
/// <param name="StaleDocuments">Ready documents left out because another model made their vectors; index them anew.</param>
public sealed record SearchAnswer(IReadOnlyList<HitItem> Hits, int ScannedChunks, int StaleDocuments, double EmbeddingMilliseconds, double ScanMilliseconds);

/// <summary>A passage that was found.</summary>
/// <param name="Cosine">Cosine similarity of query and passage, -1 to 1.</param>
/// <param name="Page">From 1; null where the format has no pages.</param>
/// <param name="Label">The clause's number as the reader sees it; null without one.</param>
/// <param name="Highlights">Parts of <paramref name="Text"/> that share words with the query, in UTF-16 units.</param>
/// <param name="HeadingPath">Headings above it, outermost first.</param>
/// <param name="Start">UTF-16 offset in the document's plain text.</param>
public sealed record HitItem(
    double Cosine, HitScores Scores, Guid CollectionId, Guid DocumentId, string DocumentName, long ChunkId, int Index, int? Page, string? Label,
    IReadOnlyList<string> HeadingPath, string Text, int Start, int Length, IReadOnlyList<TextRange> Highlights)
{
    internal static HitItem Of(SearchHit hit) => new(
        hit.Cosine, hit.Scores, hit.CollectionId, hit.DocumentId, hit.DocumentName, hit.ChunkId, hit.Ordinal, hit.Page, hit.Label, hit.HeadingPath,
        hit.Text, hit.Start, hit.Length, hit.Highlights);
}
