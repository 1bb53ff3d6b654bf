using System.ComponentModel.DataAnnotations;

namespace KnowledgeBase.Core.Embeddings.Server;

/// <summary>
/// Another engine than the one in this process: a server that speaks OpenAI's embeddings API (vLLM, llama-server, Ollama,
/// TEI, or this application elsewhere); section "EmbeddingServer". Texts then leave this machine.
/// </summary>
public sealed class EmbeddingServerOptions
{
    public const string Section = "EmbeddingServer";

    /// <summary>Such as http://gpu-server:8000/v1; empty: the model in this process is used.</summary>
    public string Address { get; set; } = "";

    /// <summary>Sent as a bearer token; empty for none.</summary>
    public string Key { get; set; } = "";

    /// <summary>The name by which the server knows its model.</summary>
    public string Model { get; set; } = "";

    /// <summary>Asked for when set; else the server's own.</summary>
    [Range(1, 65536)]
    public int? Dimensions { get; set; }

    /// <summary>Most tokens of one text.</summary>
    [Range(64, 1 << 20)]
    public int ContextSize { get; set; } = 8192;

    /// <summary>Texts per request.</summary>
    [Range(1, 2048)]
    public int BatchSize { get; set; } = 64;

    /// <summary>Requests under way at a time, queries not counted.</summary>
    [Range(1, 64)]
    public int Requests { get; set; } = 4;

    /// <summary>Seconds of one attempt.</summary>
    [Range(1, 3600)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>Further attempts when the server is busy or away.</summary>
    [Range(0, 20)]
    public int Retries { get; set; } = 4;

    /// <summary>Seconds between two looks at its health.</summary>
    [Range(1, 3600)]
    public int HealthSeconds { get; set; } = 30;

    public bool IsOn => Address.Length > 0;
}
