using System.ComponentModel.DataAnnotations;

namespace KnowledgeBase.Core.Embeddings.Files;

/// <summary>Whether and from where models may be downloaded; section "ModelDownload". Off unless hosts are named.</summary>
public sealed class DownloadOptions
{
    public const string Section = "ModelDownload";

    /// <summary>
    /// Where files lie, https only, with {repository} and {file}, such as
    /// https://huggingface.co/{repository}/resolve/main/{file}; empty: nothing is downloaded.
    /// </summary>
    public string Address { get; set; } = "";

    /// <summary>Hosts that may be asked, the address' own and those that it redirects to; "*.example.com" for all below one.</summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>Seconds without a byte after which a download is paused.</summary>
    [Range(1, 3600)]
    public int StallSeconds { get; set; } = 60;

    /// <summary>Bytes that stay free on the disk.</summary>
    [Range(0, long.MaxValue)]
    public long MinimumFreeBytes { get; set; } = 1L << 30;

    public bool IsOn => Address.Length > 0 && Hosts.Count > 0;
}
