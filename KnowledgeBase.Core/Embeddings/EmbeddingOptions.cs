using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Core.Llama.Loading;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>Which model is loaded and how it computes; section "Embedding".</summary>
public sealed class EmbeddingOptions
{
    public const string Section = "Embedding";

    /// <summary>A GGUF file: absolute, in <see cref="ModelsFolder"/>, or beside appsettings.json. Empty for the bundled model.</summary>
    public string ModelPath { get; set; } = "";

    /// <summary>Where the administrator puts GGUF files; a relative path is relative to the folder of appsettings.json.</summary>
    [Required]
    public string ModelsFolder { get; set; } = "models";

    /// <summary>What may compute; Auto takes a graphics card when its library and driver are there.</summary>
    public LlamaBackend Backend { get; set; } = LlamaBackend.Auto;

    /// <summary>CPU threads of one decode; null for the physical cores, of a small model but one, which stays free for reading and queries.</summary>
    [Range(1, 256)]
    public int? Threads { get; set; }

    /// <summary>Values per vector, fewer than the model's by Matryoshka truncation; null for the model's.</summary>
    [Range(32, 65536)]
    public int? Dimensions { get; set; }

    /// <summary>Most tokens of one text; null for what suits the model and this machine, at most 32,768.</summary>
    [Range(64, 1 << 20)]
    public int? ContextSize { get; set; }
}
