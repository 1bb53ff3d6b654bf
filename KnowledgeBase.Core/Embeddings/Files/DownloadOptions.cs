using System.ComponentModel.DataAnnotations;

namespace KnowledgeBase.Core.Embeddings.Files;

/// <summary>How models are downloaded; section "ModelDownload". From where, an administrator says on the page of models.</summary>
public sealed class DownloadOptions
{
    public const string Section = "ModelDownload";

    /// <summary>
    /// A mirror of one's own beside the public hubs, https only, with {repository}, {revision} and {file}; empty for none.
    /// With a mirror downloads are allowed from the start, from there.
    /// </summary>
    public string Address { get; set; } = "";

    /// <summary>Hosts of the mirror, the address' own and those that it redirects to; "*.example.com" for all below one.</summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>Seconds without a byte after which a download is paused.</summary>
    [Range(1, 3600)]
    public int StallSeconds { get; set; } = 60;

    /// <summary>Bytes that stay free on the disk.</summary>
    [Range(0, long.MaxValue)]
    public long MinimumFreeBytes { get; set; } = 1L << 30;

    internal ModelHub? Mirror => Address.Length > 0 && Hosts.Count > 0 ? new ModelHub("mirror", Address, Hosts) : null;
}
