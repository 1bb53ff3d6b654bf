using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Embeddings.Files;

namespace KnowledgeBase.Core.Generations;

/// <summary>The model of a generation that has another than the one that serves, in memory while it is needed.</summary>
internal sealed class GenerationModel(IEmbeddingModels models, ModelFolder folder) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1);
    private EmbeddingCandidate? _candidate;

    /// <summary>Loads and tests it when it is not there; null when the generation's model is the one that serves.</summary>
    /// <exception cref="EmbeddingException">It cannot be loaded, or fails its test.</exception>
    internal async Task<EmbeddingCandidate?> GetAsync(Generation generation, Action told, CancellationToken cancellationToken)
    {
        if (generation.Change.ModelFile is not { } file)
        {
            return null;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_candidate?.File != file)
            {
                await ForgetAsync();
                if (folder.Find(file) is { } known)
                    await ModelProbe.RequireAsync(folder.PathOf(known), cancellationToken);
                _candidate = await models.LoadBesideAsync(file, _ => told(), cancellationToken);
                await ModelSelfTest.RequireAsync(_candidate, cancellationToken);
            }

            return _candidate;
        }
        catch
        {
            await ForgetAsync();
            throw;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Frees its memory, unless it serves by now.</summary>
    internal async Task ForgetAsync()
    {
        if (Interlocked.Exchange(ref _candidate, null) is { } candidate)
        {
            await candidate.DisposeAsync();
        }
    }

    public void Dispose() => _loading.Dispose();
}
