using System.Collections.Concurrent;
using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Core.Faqs;

/// <summary>
/// Keeps questions waiting while the phrasings of a collection get the vectors of another model or instruction: whoever compares
/// with half of them may miss the right entry and give a wrong one.
/// </summary>
public sealed class FaqVectorWait
{
    /// <summary>A few thousand phrasings take the bundled model no longer; a larger model is asked for again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The code of that failure.</summary>
    public const string Indexing = "faq_indexing";

    private readonly FaqVectors _vectors;
    private readonly ConcurrentDictionary<Guid, int> _whole = new();

    internal FaqVectorWait(FaqVectors vectors) => _vectors = vectors;

    /// <summary>Returns when every phrasing that has a vector has one of this identity. Costs a look into memory once that is so.</summary>
    /// <exception cref="EmbeddingException">faq_indexing: it takes longer.</exception>
    public async Task WaitAsync(Guid collectionId, int identityId, CancellationToken cancellationToken)
    {
        if (_whole.TryGetValue(collectionId, out var known) && known == identityId)
        {
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while (await _vectors.IsStaleAsync(collectionId, identityId, patience.Token))
            {
                await Task.Delay(50, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EmbeddingException(Indexing, "The entries are being embedded anew.");
        }

        _whole[collectionId] = identityId;
    }
}
