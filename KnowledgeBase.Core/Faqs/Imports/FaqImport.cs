using KnowledgeBase.Core.Faqs.Tables;

namespace KnowledgeBase.Core.Faqs.Imports;

/// <summary>How far an import is.</summary>
public enum FaqImportStatus
{
    /// <summary>Its rows lie ready; near-duplicates are being looked for. It may be imported already.</summary>
    Checking,

    /// <summary>Waits for somebody to say yes.</summary>
    Ready,

    /// <summary>Accepted: it will be imported, after a restart too, unless it is cancelled before.</summary>
    Importing,

    /// <summary>All of it is in the collection.</summary>
    Done,
}

/// <summary>What becomes of a row whose question an entry has already.</summary>
public enum FaqExistingHandling
{
    Skip,

    /// <summary>The entry gets the row's content as its next version, which can be undone.</summary>
    Update,
}

/// <summary>An import.</summary>
/// <param name="CheckedCount">Rows whose near-duplicates have been looked for.</param>
/// <param name="FaultyCount">Rows with faults; nothing is imported while there are some, unless they are to be left out.</param>
/// <param name="ExistingCount">Rows without faults whose question an entry has.</param>
/// <param name="NearCount">Rows that ask nearly what another row or an entry asks.</param>
public sealed record FaqImport(
    Guid Id, Guid CollectionId, string FileName, FaqImportStatus Status, FaqExistingHandling OnExisting, bool LeaveOutFaulty,
    int RowCount, int CheckedCount, int FaultyCount, int ExistingCount, int NearCount, int CreatedCount, int UpdatedCount,
    DateTimeOffset StartedAt, string StartedBy);

/// <summary>A row of an import.</summary>
/// <param name="NearText">The nearest phrasing elsewhere, when it is near enough to be a duplicate.</param>
public sealed record FaqImportRow(int Number, FaqContent Content, IReadOnlyList<FaqFault> Faults, Guid? ExistingId, string? NearText, double? NearCosine);

/// <summary>Which rows of an import are looked at.</summary>
public enum FaqImportRows
{
    All,
    Faulty,
    Existing,
    Near,
}
