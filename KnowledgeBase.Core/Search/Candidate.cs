namespace KnowledgeBase.Core.Search;

/// <summary>A chunk on its way to being a hit.</summary>
public sealed record Candidate(long ChunkId, double Cosine, HitScores Scores);
