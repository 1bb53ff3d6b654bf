namespace KnowledgeBase.Core.Generations;

public enum GenerationStatus
{
    /// <summary>Vectors are being made; searches use those before.</summary>
    Building,
    Paused,

    /// <summary>Complete, and waits to be switched to.</summary>
    Ready,

    /// <summary>Searches use it; what served before is kept.</summary>
    Serving,

    /// <summary>As <see cref="Serving"/>, but what served before is gone or another generation has come since.</summary>
    Done,
    Cancelled,
    Failed,
}

/// <summary>New vectors of the same chunks, made beside those that are served, for another model or another instruction.</summary>
/// <param name="CollectionId">The one collection; null for all.</param>
/// <param name="ModelFile">The other model, as in <c>IEmbeddingModels.ActiveFile</c>; null when the model stays.</param>
/// <param name="Instruction">The other document instruction; null when each collection's stays.</param>
/// <param name="ErrorCode">Why it failed.</param>
/// <param name="Done">Chunks that have their new vector.</param>
/// <param name="Previous">What served before: the model's file or the instruction; null before the switch.</param>
public sealed record Generation(
    long Id,
    Guid? CollectionId,
    string? ModelFile,
    string? Instruction,
    GenerationStatus Status,
    string? ErrorCode,
    int Done,
    int Total,
    bool SwitchWhenReady,
    string? Previous,
    DateTimeOffset CreatedAt,
    string CreatedBy)
{
    /// <summary>Whether no other one may begin.</summary>
    public bool IsOpen => Status is GenerationStatus.Building or GenerationStatus.Paused or GenerationStatus.Ready;

    public double Progress => Total == 0 ? 1 : Math.Min(1, (double)Done / Total);
}

/// <summary>A collection whose vectors are made anew, with the identity of the new ones.</summary>
internal sealed record GenerationTarget(Guid CollectionId, string Instruction, int Identity);
