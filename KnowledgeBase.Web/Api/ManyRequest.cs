namespace KnowledgeBase.Web.Api;

/// <param name="DocumentIds">1 to 1,000 ids of documents of the collection.</param>
public sealed record ManyRequest(IReadOnlyList<Guid>? DocumentIds);

/// <param name="Done">Ids with which it was done.</param>
/// <param name="Skipped">Ids of no document of the collection, or of one that is being worked on.</param>
public sealed record ManyAnswer(IReadOnlyList<Guid> Done, IReadOnlyList<Guid> Skipped);
