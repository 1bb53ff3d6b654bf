namespace KnowledgeBase.Core.Collections;

public enum CollectionKind
{
    Contracts,
    Faq,
    General,
}

/// <summary>What a member may do: a viewer reads and searches, an editor also uploads and deletes, an owner also renames, shares and deletes the collection.</summary>
public enum MemberRole
{
    Viewer,
    Editor,
    Owner,
}

/// <summary>One knowledge base (知识库).</summary>
public sealed record Collection(
    Guid Id,
    string Name,
    CollectionKind Kind,
    string Description,
    string QueryInstruction,
    string DocumentInstruction,
    DateTimeOffset CreatedAt,
    string CreatedBy)
{
    /// <summary>Values per vector, fewer than the model gives (Matryoshka); 0 for all of them.</summary>
    public int Dimensions { get; init; }

    /// <summary>Whether its documents have vectors of their whole texts, beside those of their chunks.</summary>
    public bool DocumentVectors { get; init; }
}

/// <summary>A collection in a list, with what it holds.</summary>
public sealed record CollectionSummary(Collection Collection, int DocumentCount, int ReadyCount, int FailedCount, int ChunkCount, long SizeBytes, int EntryCount);

public sealed record Member(Guid CollectionId, string UserId, MemberRole Role);
