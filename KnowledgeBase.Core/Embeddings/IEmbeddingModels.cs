namespace KnowledgeBase.Core.Embeddings;

/// <summary>Loads another model beside the one that serves, and lets it take that one's place.</summary>
public interface IEmbeddingModels
{
    /// <summary>The file of the model that serves: a name in the folder of models, a path, or empty for the bundled model.</summary>
    string ActiveFile { get; }

    /// <summary>Loads a model that serves nobody yet. The caller disposes it, also after its promotion.</summary>
    /// <param name="progress">Called on any thread with 0 to 1.</param>
    /// <exception cref="EmbeddingException">The model could not be loaded.</exception>
    Task<EmbeddingCandidate> LoadBesideAsync(string file, Action<double>? progress, CancellationToken cancellationToken);

    /// <summary>
    /// From now on this model serves; the one before ends when nobody waits for it any more. That its vectors are the ones
    /// that are served, and that it is loaded at the next start, is the caller's care (<see cref="EmbeddingEpoch"/>,
    /// <see cref="ActiveModel"/>).
    /// </summary>
    Task PromoteAsync(EmbeddingCandidate candidate, CancellationToken cancellationToken);
}
