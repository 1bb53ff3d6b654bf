using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Tests.Support;

/// <summary>An engine in the state that a test tells it, for pages that show that state. It embeds nothing.</summary>
internal sealed class ToldEngine : IEmbeddingEngine
{
    public static readonly EmbeddingModelInfo Bundled = new(
        "KnowledgeBase small", "knowledgebase-small-v2.gguf", new string('a', 64), "bert", "F16", 30_000_000, 384, 512, "mean", IsBundled: true, "CPU", 2);

    public event Action? StatusChanged;

    public EmbeddingEngineStatus Status { get; private set; } = new(EmbeddingEngineState.Ready, 1, Bundled, null, null);

    public void Tell(EmbeddingEngineStatus status)
    {
        Status = status;
        StatusChanged?.Invoke();
    }

    public int Count(string text) => text.Length;

    public Task<EmbeddingModelInfo> WaitUntilReadyAsync(CancellationToken cancellationToken) => Task.FromResult(Status.Model!);

    public Task ReloadAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
}
