using System.Collections.Concurrent;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>Numbers the identities that were ever used.</summary>
public sealed class EmbeddingIdentityStore(KnowledgeBaseDatabase database)
{
    private readonly ConcurrentDictionary<EmbeddingIdentity, int> _known = new();

    /// <summary>The number of an identity, given at its first use.</summary>
    public async Task<int> IdOfAsync(EmbeddingIdentity identity, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(identity, out var known))
        {
            return known;
        }

        var id = await database.WriteAsync(
            connection =>
            {
                (string, object?)[] values =
                [
                    ("$sha256", identity.ModelSha256), ("$name", identity.ModelName), ("$pooling", identity.Pooling),
                    ("$instruction", identity.Instruction), ("$dimensions", identity.Dimensions), ("$chunker", identity.ChunkerVersion),
                ];
                connection.Execute(
                    """
                    insert into embedding_identity (model_sha256, model_name, pooling, instruction, dimensions, chunker_version)
                    values ($sha256, $name, $pooling, $instruction, $dimensions, $chunker) on conflict do nothing
                    """,
                    values);
                return (int)connection.Scalar<long>(
                    """
                    select id from embedding_identity where model_sha256 = $sha256 and pooling = $pooling
                      and instruction = $instruction and dimensions = $dimensions and chunker_version = $chunker
                    """,
                    values);
            },
            cancellationToken);
        return _known[identity] = id;
    }
}
