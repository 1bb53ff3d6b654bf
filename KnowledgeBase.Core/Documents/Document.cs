using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Documents;

/// <summary>How far a document has come. Only a ready one is found by a search.</summary>
public enum DocumentStatus
{
    Received,
    Reading,
    Embedding,
    Ready,
    Failed,
    Quarantined,
}

/// <summary>An uploaded file and how far it has come.</summary>
/// <param name="Name">The user's file name; data only, never part of a path.</param>
/// <param name="Sha256">Lower-case hex; names the original in the data folder.</param>
/// <param name="ErrorCode">Stable code of the last failure; null unless failed, quarantined, or ready with the text from before a reading that failed.</param>
/// <param name="ErrorDetail">English detail for the administrator; holds no document text.</param>
/// <param name="Attempts">Starts of embedding since the last progress.</param>
/// <param name="IdentityId">Which embedding identity its vectors have; null before embedding.</param>
public sealed record Document(
    Guid Id,
    Guid CollectionId,
    string Name,
    string Sha256,
    long SizeBytes,
    DocumentStatus Status,
    string? ErrorCode,
    string? ErrorDetail,
    int Attempts,
    int ChunkCount,
    int EmbeddedCount,
    int PagesRead,
    int? PageCount,
    string? Engine,
    IReadOnlyList<string> Warnings,
    int? IdentityId,
    DateTimeOffset ReceivedAt,
    DateTimeOffset UpdatedAt,
    string UploadedBy)
{
    /// <summary>Which side of its tracked changes is read.</summary>
    public ReadingView View { get; init; }

    /// <summary>Which program reads it, if it is a PDF file.</summary>
    public PdfEngine PdfEngine { get; init; }

    /// <summary>Pages, from 1, that are recognised from their pictures whatever text they have.</summary>
    public IReadOnlyList<int> OcrPages { get; init; } = [];

    /// <summary>Whether running headers, footers and watermarks of a PDF file stay in its text.</summary>
    public bool KeepPageFurniture { get; init; }

    /// <summary>How it is read, in full.</summary>
    public ReadingChoice Choice => new(View, PdfEngine, OcrPages, KeepPageFurniture);

    /// <summary>The version before this one; null for a first or only one.</summary>
    public Guid? VersionOf { get; init; }

    /// <summary>0 to 1: reading is a tenth of the way, embedding the rest.</summary>
    public double Progress => Status switch
    {
        DocumentStatus.Received => 0,
        DocumentStatus.Reading => PageCount > 0 ? 0.1 * Math.Min(1, (double)PagesRead / PageCount.Value) : 0.02,
        DocumentStatus.Embedding => 0.1 + (0.9 * EmbeddedCount / Math.Max(1, ChunkCount)),
        DocumentStatus.Ready => 1,
        _ => 0,
    };

    /// <summary>Whether work on it is still to be done.</summary>
    public bool IsUnderWay => Status is DocumentStatus.Received or DocumentStatus.Reading or DocumentStatus.Embedding;
}
