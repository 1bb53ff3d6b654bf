using System.ComponentModel.DataAnnotations;

namespace KnowledgeBase.Web.Api;

/// <summary>How much one caller may send; section "Api".</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>The largest upload, all its files together. Bytes.</summary>
    [Range(1, long.MaxValue)]
    public long MaximumUploadBytes { get; set; } = 2L << 30;

    /// <summary>Most files of one upload.</summary>
    [Range(1, 10_000)]
    public int MaximumFiles { get; set; } = 500;

    /// <summary>The largest body of any other request. Bytes.</summary>
    [Range(1024, long.MaxValue)]
    public long MaximumBodyBytes { get; set; } = 8L << 20;

    /// <summary>Requests that one key or user may make per second, for any length of time.</summary>
    [Range(1, 100_000)]
    public int RequestsPerSecond { get; set; } = 200;

    /// <summary>Requests that one key or user may make at once before that rate counts.</summary>
    [Range(1, 100_000)]
    public int Burst { get; set; } = 1000;

    /// <summary>Questions and votes that the visitors of one address may send with a widget's key per minute, for any length of time.</summary>
    [Range(1, 100_000)]
    public int WidgetRequestsPerMinute { get; set; } = 30;

    /// <summary>Questions and votes that they may send at once before that rate counts.</summary>
    [Range(1, 100_000)]
    public int WidgetBurst { get; set; } = 20;
}
