namespace KnowledgeBase.Core.Search.Dimensions;

/// <summary>What one length of vectors costs and keeps.</summary>
/// <param name="Dimensions">Values of each vector that are compared.</param>
/// <param name="PassageRecall">Share of the ten nearest passages, by the full length, that are among its ten too: passages asked like questions.</param>
/// <param name="QuestionRecall">The same for the questions given; null without any.</param>
/// <param name="MemoryBytes">A vector's bytes in memory: 8-bit codes with their bounds.</param>
/// <param name="DiskBytes">A vector's bytes in the database: 16-bit values.</param>
/// <param name="Milliseconds">Median time of one query over the passages measured.</param>
public sealed record DimensionOutcome(int Dimensions, double PassageRecall, double? QuestionRecall, int MemoryBytes, int DiskBytes, double Milliseconds);

/// <summary>What was measured.</summary>
/// <param name="Passages">Passages that were searched: all of the collection, or a sample.</param>
/// <param name="Of">Passages that the collection has.</param>
/// <param name="PassageQueries">Passages that were asked like questions.</param>
/// <param name="Outcomes">From the shortest to the full length.</param>
public sealed record DimensionReport(int Passages, int Of, int PassageQueries, int Questions, IReadOnlyList<DimensionOutcome> Outcomes);
