using KnowledgeBase.Core.Llama;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>A model that is loaded beside the one that serves.</summary>
public sealed class EmbeddingCandidate : IAsyncDisposable
{
    private EmbeddingRun? _run;
    private EmbeddingModelInfo? _info;

    internal EmbeddingCandidate(string file, EmbeddingRun run) => (File, _run) = (file, run);

    /// <summary>As it was asked for.</summary>
    public string File { get; }

    public EmbeddingModelInfo Info => _info ?? throw new InvalidOperationException("It is not loaded yet.");

    /// <inheritdoc cref="IEmbeddingEngine.EmbedAsync"/>
    public Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken) => Run.EmbedAsync(request, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _run, null) is { } run)
        {
            run.Stop();
            await run.Ended;
            run.Dispose();
        }
    }

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        Run.Start();
        _info = await Run.Ready.WaitAsync(cancellationToken);
    }

    /// <summary>It now belongs to the engine.</summary>
    internal EmbeddingRun Give() => Interlocked.Exchange(ref _run, null) ?? throw Gone();

    internal EmbeddingRun Run => Volatile.Read(ref _run) ?? throw Gone();

    private static EmbeddingException Gone() => new(LlamaException.EngineFailed, "The model is no longer a candidate.");
}
