namespace KnowledgeBase.Web.Api;

/// <summary>A part of a list.</summary>
/// <param name="Total">How many there are in all.</param>
/// <param name="Skip">How many come before the first of <paramref name="Items"/>.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, int Skip);
