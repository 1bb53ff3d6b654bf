using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Tests.Components.Search;
using KnowledgeBase.Tests.Embeddings;

[assembly: AssemblyFixture(typeof(BundledEngine))]

namespace KnowledgeBase.Tests.Components.Search;

/// <summary>The bundled model, loaded at its first use, once for all tests of pages that search.</summary>
public sealed class BundledEngine : IAsyncDisposable
{
    private readonly Lazy<Task<RunningEngine>> _running = new(() => RunningEngine.StartAsync());

    public async Task<IEmbeddingEngine> StartAsync() => (await _running.Value).Engine;

    public async ValueTask DisposeAsync()
    {
        if (_running.IsValueCreated)
        {
            await (await _running.Value).DisposeAsync();
        }
    }
}
