namespace KnowledgeBase.Web.Api.Contracts;

/// <param name="CollectionIds">Where to look; all that you may read when empty.</param>
/// <param name="MinCosine">0 to 1; 0.8 if not given.</param>
public sealed record CheckRequest(string? Text, Guid? DocumentId, IReadOnlyList<Guid>? CollectionIds, double? MinCosine = null);
