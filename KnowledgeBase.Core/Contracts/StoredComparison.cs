using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Contracts;

/// <summary>A comparison that was kept, without its result.</summary>
/// <param name="DocumentA">Null when the contract was only uploaded to be compared, or has been deleted.</param>
public sealed record StoredComparison(Guid Id, string CreatedBy, DateTimeOffset CreatedAt, string NameA, string NameB, Guid? DocumentA, Guid? DocumentB);

/// <summary>A check that was kept, without its result.</summary>
/// <param name="Coverage">重复率 at the threshold that was asked for, 0 to 1.</param>
public sealed record StoredCheck(Guid Id, string CreatedBy, DateTimeOffset CreatedAt, string Name, Guid? DocumentId, IReadOnlyList<Guid> CollectionIds, double Coverage);

/// <summary>A contract that came with a comparison or check and is no document: kept with it, so that more can be done.</summary>
/// <param name="Side">a or b of a comparison, c of a check.</param>
/// <param name="Text">What was read; null when only the file is needed.</param>
/// <param name="File">A Word file as it came; null for others.</param>
public sealed record ContractSource(string Side, DocumentText? Text, byte[]? File);

/// <summary>What somebody decided about a difference.</summary>
/// <param name="Item">The clauses that it is in: <see cref="ClauseAlignment.Key"/>.</param>
/// <param name="Difference">Place among their differences; -1 for the clauses as a whole.</param>
/// <param name="Decision">Null when there is only a comment.</param>
public sealed record DifferenceDecision(string Item, int Difference, DecisionKind? Decision, string Comment, string DecidedBy, DateTimeOffset DecidedAt);

/// <summary>Whether a difference is agreed to or of no interest.</summary>
public enum DecisionKind
{
    Accept,
    Ignore,
}
