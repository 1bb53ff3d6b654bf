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
/// <param name="Fusion">How hybrid search makes one order: weighted (the default) or reciprocalRank.</param>
/// <param name="VectorWeight">Share of meaning in hybrid search, 0 to 1; what each collection has if not given.</param>
/// <param name="Tags">Only documents that carry all of these.</param>
/// <param name="ReceivedFrom">Only documents received at this time or later.</param>
/// <param name="ReceivedBefore">Only documents received earlier than this.</param>
/// <param name="Clause">Only this clause (7 holds 7.2), or what stands below a heading with these words.</param>
public sealed record SearchQuery(
    IReadOnlyList<Guid>? CollectionIds, string? Query, int? TopK = null, double? MinCosine = null,
    [property: Description("semantic (the default), keyword or hybrid")] string? Mode = null, IReadOnlyList<Guid>? DocumentIds = null,
    [property: Description("weighted (the default) or reciprocalRank")] string? Fusion = null, double? VectorWeight = null,
    IReadOnlyList<string>? Tags = null, DateTimeOffset? ReceivedFrom = null, DateTimeOffset? ReceivedBefore = null, string? Clause = null);

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
