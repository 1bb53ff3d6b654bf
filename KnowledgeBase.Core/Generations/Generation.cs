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

/// <summary>New vectors of the same chunks, made beside those that are served: by another model, with another instruction, or of another length.</summary>
/// <param name="ErrorCode">Why it failed.</param>
/// <param name="Done">Chunks that have their new vector.</param>
/// <param name="Previous">What served before: the model's file, the instruction or the length; null before the switch.</param>
public sealed record Generation(
    long Id,
    GenerationChange Change,
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
/// <param name="Dimensions">What the collection is set to; 0 for all that the model gives.</param>
/// <param name="Length">Values of a new vector.</param>
internal sealed record GenerationTarget(Guid CollectionId, string Instruction, int Dimensions, int Length, int Identity);
