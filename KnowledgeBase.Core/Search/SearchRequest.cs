using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Core.Search;

/// <summary>What puts hits in order.</summary>
public enum SearchMode
{
    /// <summary>The cosine alone.</summary>
    Semantic,

    /// <summary>Shared words alone (BM25); a quoted string or a clause number is found literally.</summary>
    Keyword,

    /// <summary>Both, weighted (<see cref="Fusion"/>).</summary>
    Hybrid,
}

/// <summary>How hybrid search makes one order of two.</summary>
public enum FusionKind
{
    /// <summary>Weighted sum of cosine and words, each 0 to 1.</summary>
    Weighted,

    /// <summary>Reciprocal ranks, 1 / (60 + rank), weighted: what stands high in both lists, whatever its scores.</summary>
    ReciprocalRank,
}

/// <summary>A question to some collections. The caller has checked that the user may read them.</summary>
/// <param name="MinCosine">Hits below it are left out; null for none.</param>
/// <param name="VectorWeight">Share of meaning in hybrid search, 0 to 1; null for what each collection has (SearchWeights).</param>
public sealed record SearchRequest(
    IReadOnlyList<Guid> CollectionIds,
    string Query,
    int TopK = 10,
    double? MinCosine = null,
    SearchMode Mode = SearchMode.Semantic,
    FusionKind Fusion = FusionKind.Weighted,
    double? VectorWeight = null)
{
    public const int MaximumTopK = 100;

    /// <summary>Whether collections that are still being loaded after the start are left out, and named in the result, instead of waited for; not when all are.</summary>
    public bool LeavesOutLoading { get; init; }

    /// <summary>Which passages may be found; everything unless said.</summary>
    public SearchFilter Filter { get; init; } = SearchFilter.None;

    /// <summary>Longest query in UTF-16 units; what is longer is refused, not cut.</summary>
    public const int MaximumQueryLength = 8000;
}

/// <summary>Why a hit stands where it stands.</summary>
/// <param name="Keyword">BM25 as a share of what a text with every word of the query gets, 0 to 1; null when words were not asked for.</param>
/// <param name="Fused">The weighted sum that hybrid search sorts by; null in the other modes.</param>
/// <param name="VectorRank">Place by cosine among the candidates, from 1; null when it was found by words only.</param>
/// <param name="KeywordRank">Place by words, from 1; null when it was found by meaning only.</param>
public sealed record HitScores(double? Keyword, double? Fused, int? VectorRank, int? KeywordRank);

/// <summary>One chunk that was found.</summary>
/// <param name="Cosine">Cosine similarity of query and chunk, -1 to 1, unchanged by any weighting.</param>
/// <param name="Scores">How the hit came to its place.</param>
/// <param name="Start">UTF-16 offset of the chunk in the document's plain text.</param>
/// <param name="Highlights">Parts of <paramref name="Text"/> that share words with the query.</param>
public sealed record SearchHit(
    double Cosine,
    HitScores Scores,
    Guid CollectionId,
    Guid DocumentId,
    string DocumentName,
    long ChunkId,
    int Ordinal,
    int? Page,
    string? Label,
    IReadOnlyList<string> HeadingPath,
    string Text,
    int Start,
    int Length,
    IReadOnlyList<TextRange> Highlights)
{
    /// <summary>Share of random pairs of the collection's passages that are less alike than this hit and the query, 0 to 1; null when unknown.</summary>
    public double? Percentile { get; init; }

    /// <summary>Number of the paragraph it starts in, from 1; the place in a document without pages.</summary>
    public int? Paragraph { get; init; }

    /// <summary>Number of its first table row, in its table or sheet; null outside tables.</summary>
    public int? Row { get; init; }

    /// <summary>Names of the columns under which its rows are read, where they are not among them.</summary>
    public string? Context { get; init; }

    /// <summary>0 to 1 where its text, or part of it, was recognised from a picture: figures in it need a look. Null where none was.</summary>
    public double? OcrConfidence { get; init; }
}

/// <summary>Hits, best first, and how they were found.</summary>
/// <param name="ScannedChunks">How many vectors were compared: all of the collections' that carry the identity asked for.</param>
/// <param name="RescoredChunks">Of them, those whose exact cosine had to be computed to be sure of the order.</param>
/// <param name="StaleDocuments">Ready documents left out because another model made their vectors.</param>
public sealed record SearchResult(
    IReadOnlyList<SearchHit> Hits, int ScannedChunks, int RescoredChunks, int StaleDocuments, TimeSpan EmbeddingTime, TimeSpan ScanTime)
{
    /// <summary>Time for fetching the hits' texts and marking their words.</summary>
    public TimeSpan FetchTime { get; init; }

    /// <summary>Collections that were left out because they were still being loaded.</summary>
    public IReadOnlyList<Guid> LoadingCollections { get; init; } = [];

    /// <summary>What was embedded for which collections; collections with the same instruction share a string.</summary>
    public IReadOnlyList<EmbeddedQuery> Embedded { get; init; } = [];
}

/// <summary>The exact string that stood for the query, and the model that made its vector.</summary>
/// <param name="Text">Instruction and query, as they went into the model.</param>
/// <param name="VectorWeight">Share of the cosine in hybrid search of these collections.</param>
public sealed record EmbeddedQuery(string Text, IReadOnlyList<Guid> CollectionIds, EmbeddingIdentity Identity, double VectorWeight);

/// <summary>A query that cannot be asked: query_empty, query_too_long, top_k_out_of_range or weight_out_of_range.</summary>
public sealed class SearchRequestException(string code, string detail) : Exception(detail)
{
    public string Code { get; } = code;
}
