namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>Vectors, by the number of their chunk or phrasing, and their cosines, best first, and what it took to find them.</summary>
/// <param name="Scanned">Vectors compared: all that there are.</param>
/// <param name="Rescored">Of them, those whose exact cosine had to be computed to be sure of the order.</param>
public sealed record VectorSearchResult(IReadOnlyList<(long Id, float Cosine)> Hits, int Scanned, int Rescored);
