namespace KnowledgeBase.Core.Search.Map;

/// <summary>A passage on the map.</summary>
/// <param name="X">0 to 1, from the left.</param>
/// <param name="Y">0 to 1, from the top.</param>
/// <param name="Document">Place of its document in <see cref="CollectionMap.Documents"/>.</param>
/// <param name="Cluster">Place of its cluster in <see cref="CollectionMap.Clusters"/>.</param>
public sealed record MapPoint(long ChunkId, float X, float Y, int Document, int Cluster, string? Label, string Text);

/// <summary>A document on the map.</summary>
public sealed record MapDocument(Guid Id, string Name, int Passages);

/// <summary>Passages that lie together.</summary>
/// <param name="Name">The heading under which most of them stand; "" when there is none.</param>
/// <param name="X">Of its middle, 0 to 1.</param>
public sealed record MapCluster(string Name, float X, float Y, int Passages);

/// <summary>The passages of a collection as points, those that mean the like near each other.</summary>
/// <param name="Of">Passages that the collection has; more than the points when only a sample is drawn.</param>
public sealed record CollectionMap(IReadOnlyList<MapPoint> Points, IReadOnlyList<MapDocument> Documents, IReadOnlyList<MapCluster> Clusters, int Of);

/// <summary>How far a map is.</summary>
/// <param name="Progress">0 to 1.</param>
/// <param name="Map">Null until it is drawn.</param>
/// <param name="HasFailed">It could not be drawn; asking again begins anew.</param>
public sealed record MapState(double Progress, CollectionMap? Map, bool HasFailed = false);
