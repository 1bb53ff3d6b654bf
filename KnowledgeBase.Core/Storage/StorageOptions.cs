using System.ComponentModel.DataAnnotations;

namespace KnowledgeBase.Core.Storage;

/// <summary>Where data lies and how much room must stay free; section "Storage".</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>The data folder; a relative path is relative to the folder of appsettings.json.</summary>
    [Required]
    public string DataPath { get; set; } = "data";

    /// <summary>Uploads are refused when less than this, or less than twice the file, would stay free. Bytes.</summary>
    [Range(0, long.MaxValue)]
    public long MinimumFreeBytes { get; set; } = 1L << 30;

    /// <summary>The largest file that may be uploaded. Bytes.</summary>
    [Range(1, long.MaxValue)]
    public long MaximumFileBytes { get; set; } = 100L << 20;
}
