using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Search;

/// <summary>How much meaning counts beside words in hybrid search of each collection: what suits its kind, or what was found to suit it better.</summary>
public sealed class SearchWeights(KnowledgeBaseDatabase database)
{
    /// <summary>0 to 1.</summary>
    public async Task<double> OfAsync(Collection collection, CancellationToken cancellationToken) =>
        await ChosenAsync(collection.Id, cancellationToken) ?? Fusion.DefaultWeight(collection.Kind);

    /// <summary>What somebody chose; null when nobody did.</summary>
    public Task<double?> ChosenAsync(Guid collectionId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query("select vector_weight from search_weight where collection_id = $id", row => (double?)row.GetDouble(0), ("$id", collectionId)).SingleOrDefault(),
        cancellationToken);

    /// <param name="weight">0 to 1; null goes back to what suits the kind.</param>
    public Task SetAsync(Guid collectionId, double? weight, CancellationToken cancellationToken) => database.WriteAsync(
        connection => weight is { } share
            ? connection.Execute(
                "insert into search_weight values ($id, $weight) on conflict do update set vector_weight = excluded.vector_weight", ("$id", collectionId), ("$weight", share))
            : connection.Execute("delete from search_weight where collection_id = $id", ("$id", collectionId)),
        cancellationToken);
}
