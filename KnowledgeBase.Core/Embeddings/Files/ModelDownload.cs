namespace KnowledgeBase.Core.Embeddings.Files;

public enum DownloadState
{
    Running,
    Paused,

    /// <summary>All bytes are there; their checksum is computed.</summary>
    Checking,
    Done,
    Failed,
}

/// <summary>How far a download is.</summary>
/// <param name="ErrorCode">downloads_off, host_not_allowed, disk_full, checksum_wrong, connection_lost or http_error; null when nothing is wrong.</param>
public sealed record ModelDownload(OfficialModel Model, DownloadState State, long Bytes, string? ErrorCode)
{
    public double Progress => Model.SizeBytes == 0 ? 0 : (double)Bytes / Model.SizeBytes;
}
