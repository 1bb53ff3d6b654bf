namespace KnowledgeBase.Core.DocumentVectors;

/// <summary>The vector of a document's whole text.</summary>
/// <param name="Tokens">Of the whole text.</param>
/// <param name="Parts">1: embedded in one piece. More: the model does not take so long a text, and the vector is the mean of its parts', each by its tokens.</param>
public sealed record DocumentVector(Guid DocumentId, float[] Vector, int Tokens, int Parts);

/// <summary>A document whose whole text means something like that of another.</summary>
public sealed record SimilarDocument(Guid Id, Guid CollectionId, string Name, DateTimeOffset ReceivedAt, double Cosine);

/// <summary>How many of a collection's ready documents have the vector that they should have now.</summary>
public sealed record DocumentVectorProgress(int Done, int Total);
