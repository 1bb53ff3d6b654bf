namespace KnowledgeBase.Web.Api.Contracts;

/// <param name="CollectionIds">Where to look; all that you may read when empty.</param>
/// <param name="MinCosine">0 to 1; 0.8 if not given.</param>
/// <param name="Name">What a text is called in the list of checks; its first line if not given.</param>
public sealed record CheckRequest(string? Text, Guid? DocumentId, IReadOnlyList<Guid>? CollectionIds, double? MinCosine = null, string? Name = null);
