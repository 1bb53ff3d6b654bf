using System.ComponentModel.DataAnnotations;

namespace KnowledgeBase.Core.Ingestion;

/// <summary>How documents are worked through; section "Ingestion".</summary>
public sealed class IngestionOptions
{
    public const string Section = "Ingestion";

    /// <summary>Chunks that are embedded and committed together.</summary>
    [Range(1, 256)]
    public int BatchSize { get; set; } = 32;

    /// <summary>Documents that are read at the same time, each in a process of its own.</summary>
    [Range(1, 16)]
    public int Readers { get; set; } = 1;

    /// <summary>Starts without progress after which a document is set aside.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;
}
