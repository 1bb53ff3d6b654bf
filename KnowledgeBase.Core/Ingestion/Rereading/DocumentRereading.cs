using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Core.Ingestion.Rereading;

/// <summary>How far a reading beside a document's own text has come.</summary>
public enum RereadingStatus
{
    Waiting,
    Reading,

    /// <summary>Its text is there; somebody is to say whether it is kept.</summary>
    Offered,

    /// <summary>Its passages are being embedded; then it takes the place of the document's text in one step.</summary>
    Keeping,

    /// <summary>It is the document's text; what was that before is kept here until it is dropped, and can be taken back.</summary>
    Kept,

    /// <summary>The document's own text is untouched.</summary>
    Failed,
}

/// <summary>A document that is read anew beside its own text, which searches find meanwhile.</summary>
/// <param name="Choice">How it is read, in full; once kept, how the text before was read.</param>
/// <param name="KeepAtOnce">Kept as soon as it is there, without being asked.</param>
/// <param name="AskedBy">A user's id.</param>
/// <param name="ErrorCode">Why it failed.</param>
/// <param name="Done">Pages read, or passages embedded; known to this process only.</param>
/// <param name="Total">Of how many; null where it is not known.</param>
public sealed record DocumentRereading(
    Guid DocumentId, RereadingStatus Status, ReadingChoice Choice, bool KeepAtOnce, DateTimeOffset AskedAt, string AskedBy, string? ErrorCode,
    int Done = 0, int? Total = null)
{
    public bool IsUnderWay => Status is RereadingStatus.Waiting or RereadingStatus.Reading or RereadingStatus.Keeping;

    /// <summary>There are two texts that can be compared.</summary>
    public bool HasComparison => Status is RereadingStatus.Offered or RereadingStatus.Keeping or RereadingStatus.Kept;
}
