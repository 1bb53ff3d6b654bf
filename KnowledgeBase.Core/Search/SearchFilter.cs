namespace KnowledgeBase.Core.Search;

/// <summary>Which passages may be found at all; tested before any vector is compared.</summary>
/// <param name="DocumentIds">Only these documents; null for all.</param>
/// <param name="Tags">Only documents that carry all of these; empty for all.</param>
/// <param name="ReceivedFrom">Only documents received at this time or later; null for all.</param>
/// <param name="ReceivedBefore">Only documents received earlier than this; null for all.</param>
/// <param name="Label">Only passages of this clause (7 holds 7.2, and not 71) or below a heading with these words; null for all.</param>
public sealed record SearchFilter(
    IReadOnlyCollection<Guid>? DocumentIds = null,
    IReadOnlyList<string>? Tags = null,
    DateTimeOffset? ReceivedFrom = null,
    DateTimeOffset? ReceivedBefore = null,
    string? Label = null)
{
    public static SearchFilter None { get; } = new();

    internal bool IsOfDocuments => DocumentIds is not null || Tags is { Count: > 0 } || ReceivedFrom is not null || ReceivedBefore is not null;
}

/// <summary>What a filter comes to.</summary>
/// <param name="Documents">Documents that may be found; null for all.</param>
/// <param name="Chunks">Chunks that may be found; null for all of the documents.</param>
internal sealed record SearchScope(IReadOnlySet<Guid>? Documents, IReadOnlySet<long>? Chunks)
{
    public static SearchScope All { get; } = new(null, null);
}
