namespace KnowledgeBase.Core.Contracts.Differences;

/// <summary>What rules found between two passages, and whether their wording differs beyond notation.</summary>
internal sealed record Judgement(IReadOnlyList<Finding> Findings, bool IsReworded);
