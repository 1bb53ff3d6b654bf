namespace KnowledgeBase.Web.Api.Contracts;

/// <param name="View">accepted (the default) or original: which side of tracked changes.</param>
/// <param name="ViewA">The same for the first document only.</param>
public sealed record CompareRequest(Guid? DocumentIdA, Guid? DocumentIdB, string? View = null, string? ViewA = null, string? ViewB = null);

/// <summary>Two clause texts.</summary>
public sealed record CompareTextRequest(string? A, string? B);
