namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>What one clause text became, before its findings have ranges.</summary>
/// <param name="Relation">Identical, Equal, Paraphrase or Modified.</param>
/// <param name="Similarity">Share of common wording, 0 to 1.</param>
internal sealed record ClauseVerdict(ClauseRelation Relation, IReadOnlyList<Finding> Findings, double Similarity);
