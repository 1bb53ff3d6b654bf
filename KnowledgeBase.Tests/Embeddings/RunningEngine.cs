using KnowledgeBase.Core.Embeddings;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Tests.Embeddings;

/// <summary>The application's own engine, started as its host starts it, on one thread so that tests may run side by side.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    private RunningEngine(EmbeddingOptions options) =>
        Engine = new LlamaEmbeddingEngine(Options.Create(options), new TestEnvironment(), NullLogger<LlamaEmbeddingEngine>.Instance);

    public LlamaEmbeddingEngine Engine { get; }

    /// <summary>With the bundled model, or with the one of a path.</summary>
    public static async Task<RunningEngine> StartAsync(string modelPath = "", int? dimensions = null)
    {
        var running = Begin(modelPath, dimensions);
        await running.Engine.WaitUntilReadyAsync(CancellationToken.None);
        return running;
    }

    /// <summary>Started, but perhaps not ready yet, or never.</summary>
    public static RunningEngine Begin(string modelPath = "", int? dimensions = null)
    {
        var running = new RunningEngine(new EmbeddingOptions { ModelPath = modelPath, Dimensions = dimensions, Threads = 1 });
        _ = running.Engine.StartAsync(CancellationToken.None);
        return running;
    }

    public async Task<float[]> EmbedAsync(string text) => (await EmbedAsync([text]))[0];

    public Task<IReadOnlyList<float[]>> EmbedAsync(IReadOnlyList<string> texts, EmbeddingPriority priority = EmbeddingPriority.Indexing, int? dimensions = null) =>
        Engine.EmbedAsync(texts, priority, dimensions, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Engine.StopAsync(CancellationToken.None);
        Engine.Dispose();
    }

    private sealed class TestEnvironment : IHostEnvironment
    {
        public string ApplicationName { get; set; } = "KnowledgeBase.Tests";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = Path.GetTempPath();

        public string EnvironmentName { get; set; } = Environments.Production;
    }
}
