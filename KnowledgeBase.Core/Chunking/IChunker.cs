using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Chunking;

/// <summary>Cuts a document into chunks along its own structure.</summary>
public interface IChunker
{
    /// <summary>Changes whenever the same document would be cut differently; stored with every vector.</summary>
    int Version { get; }

    /// <summary>Chunks in reading order, each within <paramref name="options"/>' budget.</summary>
    IReadOnlyList<Chunk> Split(DocumentText document, ITokenCounter tokens, ChunkingOptions options);
}

/// <summary>Counts tokens as the embedding model does.</summary>
public interface ITokenCounter
{
    /// <summary>Number of tokens of a text, special tokens included. Thread-safe.</summary>
    int Count(string text);
}

/// <summary>Limits of a chunk, in tokens of the embedding model.</summary>
public sealed class ChunkingOptions
{
    public const string Section = "Chunking";

    /// <summary>No chunk is longer; a longer paragraph is cut at sentence ends.</summary>
    [System.ComponentModel.DataAnnotations.Range(32, 32768)]
    public int MaxTokensPerChunk { get; set; } = 512;

    /// <summary>Neighbouring short paragraphs of one clause are joined up to this size.</summary>
    [System.ComponentModel.DataAnnotations.Range(0, 32768)]
    public int TargetTokensPerChunk { get; set; } = 160;

    /// <summary>Tokens repeated where one paragraph had to be cut.</summary>
    [System.ComponentModel.DataAnnotations.Range(0, 512)]
    public int OverlapTokens { get; set; } = 24;
}
