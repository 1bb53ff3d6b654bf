namespace KnowledgeBase.Core.Embeddings;

/// <summary>What one caller wants embedded.</summary>
public sealed record EmbeddingRequest(IReadOnlyList<EmbeddingInput> Inputs, EmbeddingPriority Priority)
{
    /// <summary>Texts, each exactly as it is embedded.</summary>
    public static EmbeddingRequest Of(IEnumerable<string> texts, EmbeddingPriority priority) => new([.. texts.Select(EmbeddingInput.Of)], priority);

    /// <summary>Put before every input. A causal model decodes it once and keeps it for the next request.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Matryoshka length, 32 to the model's; null for the model's.</summary>
    public int? Dimensions { get; init; }

    /// <summary>Whether too long an input loses its end (<see cref="TokenUse.IsTruncated"/> says so) or is an error.</summary>
    public bool Truncate { get; init; } = true;

    /// <summary>
    /// SHA-256 of the model whose vectors are wanted; another one is an error with the code model_changed, so that what is
    /// stored under one model's name was never made by another. Null for the model that serves now.
    /// </summary>
    public string? ModelSha256 { get; init; }

    /// <summary>Who asks: callers take turns, so that ten thousand texts of one do not keep the others waiting.</summary>
    public string Caller { get; init; } = "";
}

/// <summary>A text, or token ids of the model's own vocabulary.</summary>
public sealed record EmbeddingInput
{
    private EmbeddingInput()
    {
    }

    public string? Text { get; private init; }

    public IReadOnlyList<int>? Tokens { get; private init; }

    public static EmbeddingInput Of(string text) => new() { Text = text };

    /// <param name="tokens">Without the end token, or with it as the last.</param>
    public static EmbeddingInput Of(IReadOnlyList<int> tokens) => new() { Tokens = tokens };
}
