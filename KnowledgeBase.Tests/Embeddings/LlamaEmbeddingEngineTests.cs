using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace KnowledgeBase.Tests.Embeddings;

public sealed class LlamaEmbeddingEngineTests : IDisposable
{
    private static readonly string Bundled = Path.Combine(AppContext.BaseDirectory, "DefaultModel", "knowledgebase-small-v2.gguf");

    private readonly string _folder = Directory.CreateTempSubdirectory("engine-").FullName;

    [Fact]
    public async Task SaysThatTheModelIsMissingAndLivesOn()
    {
        await using var running = RunningEngine.Begin(Path.Combine(_folder, "nowhere.gguf"));
        var failure = await Assert.ThrowsAsync<EmbeddingException>(() => running.Engine.WaitUntilReadyAsync(CancellationToken.None));
        Assert.Equal("model_missing", failure.Code);
        Assert.Equal((EmbeddingEngineState.Failed, "model_missing"), (running.Engine.Status.State, running.Engine.Status.ErrorCode));
        Assert.Equal("model_missing", (await Assert.ThrowsAsync<EmbeddingException>(() => running.EmbedAsync("x"))).Code);
        Assert.Equal("model_missing", Assert.Throws<EmbeddingException>(() => running.Engine.Count("x")).Code);
    }

    [Fact]
    public async Task LoadsAgainWhenTheFileWasPutRight()
    {
        var path = Path.Combine(_folder, "model.gguf");
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(Bundled))[..100_000]);
        await using var running = RunningEngine.Begin(path);
        var failure = await Assert.ThrowsAsync<EmbeddingException>(() => running.Engine.WaitUntilReadyAsync(CancellationToken.None));
        Assert.Equal("model_damaged", failure.Code);
        Assert.Equal("model_damaged", (await Assert.ThrowsAsync<EmbeddingException>(() => running.Engine.ReloadAsync(CancellationToken.None))).Code);

        File.Copy(Bundled, path, overwrite: true);
        await running.Engine.ReloadAsync(CancellationToken.None);
        Assert.Equal(EmbeddingEngineState.Ready, running.Engine.Status.State);
        Assert.False(running.Engine.Status.Model!.IsBundled);
        Assert.Equal(256, (await running.EmbedAsync("又能用了")).Length);
    }

    [Fact]
    public async Task NamesAFileInTheFolderOfModelsAsTheListOfModelsDoes()
    {
        var models = Path.Combine(Path.GetTempPath(), "models");
        await using var inFolder = RunningEngine.Begin(Path.Combine(models, "some.gguf"));
        Assert.Equal("some.gguf", inFolder.Engine.ActiveFile);
        await using var elsewhere = RunningEngine.Begin(Path.Combine(_folder, "some.gguf"));
        Assert.Equal(Path.Combine(_folder, "some.gguf"), elsewhere.Engine.ActiveFile);
        await using var bundled = await RunningEngine.StartAsync();
        Assert.Equal("", bundled.Engine.ActiveFile);
    }

    [Fact]
    public async Task TellsItsProgressUntilItIsReady()
    {
        await using var running = await RunningEngine.StartAsync();
        var seen = new List<EmbeddingEngineStatus>();
        running.Engine.StatusChanged += () => seen.Add(running.Engine.Status);
        await running.Engine.ReloadAsync(CancellationToken.None);

        // The last change is told just after the wait ends.
        Assert.True(SpinWait.SpinUntil(() => seen[^1].State == EmbeddingEngineState.Ready, TimeSpan.FromSeconds(30)));
        var loading = seen.TakeWhile(status => status.State == EmbeddingEngineState.Loading).Select(status => status.Progress).ToList();
        Assert.True(loading.Count > 2);
        Assert.Equal(loading.Order(), loading);
    }

    [Fact]
    public async Task CutsEveryVectorToTheConfiguredLength()
    {
        await using var running = await RunningEngine.StartAsync(dimensions: 64);
        Assert.Equal(64, running.Engine.Status.Model!.Dimensions);
        Assert.Equal(64, (await running.EmbedAsync("短向量")).Length);
    }

    [Fact]
    public async Task RefusesALengthThatTheModelDoesNotHave()
    {
        await using var running = RunningEngine.Begin(dimensions: 512);
        var failure = await Assert.ThrowsAsync<EmbeddingException>(() => running.Engine.WaitUntilReadyAsync(CancellationToken.None));
        Assert.Equal("model_unsupported", failure.Code);
    }

    [Fact]
    public async Task LetsAQueryOvertakeTheIndexingThatWaits()
    {
        await using var running = await RunningEngine.StartAsync();
        var indexing = running.EmbedAsync([.. Enumerable.Range(0, 3000).Select(index => $"第{index}条 乙方应当按照约定的期限和方式向甲方支付货款及违约金。")]);
        var query = running.EmbedAsync(["违约金怎么付"], EmbeddingPriority.Query);
        Assert.Same(query, await Task.WhenAny(query, indexing));
        Assert.Equal(3000, (await indexing).Count);
    }

    [Fact]
    public async Task StopsInTheMiddleWhenNobodyWaitsAnyMore()
    {
        await using var running = await RunningEngine.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var texts = Enumerable.Range(0, 3000).Select(index => $"第{index}条 乙方应当按照约定的期限和方式向甲方支付货款及违约金。").ToList();
        var first = running.EmbedAsync([texts[0]]);
        var cancelled = running.Engine.EmbedAsync(texts, EmbeddingPriority.Indexing, null, cancellation.Token);
        await first;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(await first, await running.EmbedAsync(texts[0]) is var again ? [again] : []);
    }

    [Fact]
    public async Task ServesManyCallersAtOnce()
    {
        await using var running = await RunningEngine.StartAsync();
        var texts = Enumerable.Range(0, 64).Select(index => $"问题{index}：订单{index * 37}什么时候发货？").ToList();
        var alone = new List<float[]>();
        foreach (var text in texts)
        {
            alone.Add(await running.EmbedAsync(text));
        }

        var together = await Task.WhenAll(texts.Select(text => Task.Run(() => running.EmbedAsync(text))));
        for (var index = 0; index < texts.Count; index++)
        {
            Assert.True(System.Numerics.Tensors.TensorPrimitives.CosineSimilarity(alone[index], together[index]) >= 0.9999f);
        }
    }

    [Fact]
    public async Task TellsEverybodyWhenLlamaStopsAndLoadsAgain()
    {
        await using var running = await RunningEngine.StartAsync();
        var waiting = running.EmbedAsync([.. Enumerable.Range(0, 3000).Select(index => $"第{index}条 乙方应当按照约定的期限和方式向甲方支付货款。")]);
        running.Engine.Abandon("GGML_ASSERT(false) failed");
        Assert.Equal("engine_failed", (await Assert.ThrowsAsync<EmbeddingException>(() => waiting)).Code);
        Assert.Equal((EmbeddingEngineState.Failed, "engine_failed"), (running.Engine.Status.State, running.Engine.Status.ErrorCode));
        await Assert.ThrowsAsync<EmbeddingException>(() => running.EmbedAsync("x"));
        await Assert.ThrowsAsync<EmbeddingException>(() => running.Engine.WaitUntilReadyAsync(CancellationToken.None));

        await running.Engine.ReloadAsync(CancellationToken.None);
        Assert.Equal(256, (await running.EmbedAsync("又能用了")).Length);
    }

    [Fact]
    public async Task ACandidateThatLlamaStopsLeavesTheModelThatServesAlone()
    {
        await using var running = await RunningEngine.StartAsync();
        var candidate = await running.Engine.LoadBesideAsync("", null, CancellationToken.None);
        running.Engine.Abandon("GGML_ASSERT(false) failed", candidate.Run);
        await Assert.ThrowsAsync<EmbeddingException>(() => candidate.EmbedAsync(EmbeddingRequest.Of(["x"], EmbeddingPriority.Indexing), CancellationToken.None));
        Assert.Equal(EmbeddingEngineState.Ready, running.Engine.Status.State);
        Assert.Equal(256, (await running.EmbedAsync("还在服务")).Length);
        await candidate.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
    }

    [Fact]
    public async Task EndsWhatWaitsWhenItStops()
    {
        var running = await RunningEngine.StartAsync();
        var clause = string.Concat(Enumerable.Repeat("乙方应当按照约定的期限和方式向甲方支付货款。", 150));
        var decoding = running.EmbedAsync([clause]);
        var waiting = running.EmbedAsync([.. Enumerable.Range(0, 300).Select(index => $"第{index}条 {clause}")]);
        await running.DisposeAsync();
        Assert.Equal("engine_failed", (await Assert.ThrowsAsync<EmbeddingException>(() => waiting)).Code);

        // The decode under way has either ended or was stopped; nobody waits for ever.
        await Task.WhenAny(decoding);
        Assert.True(decoding.IsCompleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TheHostMayStopItStartedOrNot(bool start)
    {
        await using var provider = new ServiceCollection()
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { ContentRootPath = _folder })
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Storage:DataPath", _folder), new("Storage:MinimumFreeBytes", "0")]).Build())
            .AddSingleton(TimeProvider.System)
            .AddLogging().AddStorage().AddEmbeddings().BuildServiceProvider();
        var service = Assert.Single(provider.GetServices<IHostedService>());
        if (start)
        {
            await service.StartAsync(CancellationToken.None);
            var generator = provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
            Assert.Equal(256, (await generator.GenerateVectorAsync("经由接口")).Length);
        }

        await service.StopAsync(CancellationToken.None);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
