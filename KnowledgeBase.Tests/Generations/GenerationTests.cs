using System.Numerics.Tensors;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Generations;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Tests.EndToEnd;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Generations;

/// <summary>Another model or instruction, taken into use while searches go on.</summary>
public sealed class GenerationTests : IAsyncLifetime
{
    private const string Query = "供应商延迟交货怎么办";
    private readonly TemporaryFolder _folder = new();
    private RunningCore _core = null!;
    private Collection _collection = null!;

    private GenerationWorker Worker => _core.Get<GenerationWorker>();

    public async ValueTask InitializeAsync()
    {
        _core = await RunningCore.StartAsync(_folder.Path);
        OtherModel.Save(Path.Combine(_core.Models, "other.gguf"));
        _collection = await _core.CreateCollectionAsync();
        for (var document = 0; document < 4; document++)
        {
            await _core.AddReadyAsync(_collection.Id, $"{document}.txt", [.. Enumerable.Range(1, 30).Select(clause => $"第{clause}条 卖方逾期交付货物超过{document + clause}日的，买方有权解除本合同。")]);
        }

        await Worker.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.StopAsync(CancellationToken.None);
        await _core.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ASwitchOfTheModelIsSeenByNoSearch()
    {
        var before = await CosinesAsync();
        using var end = new CancellationTokenSource();
        var searching = Task.Run(() => SearchUntilAsync(end.Token));
        var generation = (await Worker.StartAsync(GenerationChange.OfModel("other.gguf"), false, "user-1", CancellationToken.None))!;
        generation = await ReachedAsync(GenerationStatus.Ready);
        Assert.Equal((120, 120, 1.0), (generation.Done, generation.Total, generation.Progress));
        var report = (await Worker.MeasureAsync(generation, CancellationToken.None))!;
        Assert.Equal(80, report.Chunks);
        Assert.InRange(report.MeanDifference, 1e-4, 0.5);
        await Task.Delay(1000, CancellationToken.None);
        Assert.True(await Worker.SwitchAsync(generation, CancellationToken.None));
        await Task.Delay(1000, CancellationToken.None);
        await end.CancelAsync();
        var results = await searching;

        Assert.Equal("other.gguf", _core.Engine.Status.Model!.FileName);
        var after = await CosinesAsync();
        Assert.True(before.Count == 120 && after.Count == 120);
        var differing = before.Keys.Count(chunk => Math.Abs(before[chunk] - after[chunk]) > 1e-3);
        Assert.True(differing > 60, $"The models are too alike for this test: only {differing} cosines differ.");
        Assert.True(results.Count > 20);
        Assert.All(results, hits =>
        {
            Assert.NotEmpty(hits);
            Assert.True(hits.All(hit => Is(before, hit)) || hits.All(hit => Is(after, hit)), "A result is of neither generation alone.");
        });
        Assert.Contains(results, hits => hits.All(hit => Is(before, hit)));
        Assert.Contains(results, hits => hits.All(hit => Is(after, hit)));
    }

    [Fact]
    public async Task GoesBackToWhatIsKeptAndOnlyMakesWhatIsMissing()
    {
        var before = await CosinesAsync();
        await Worker.StartAsync(GenerationChange.OfModel("other.gguf"), true, "user-1", CancellationToken.None);
        var serving = await ReachedAsync(GenerationStatus.Serving);
        await _core.AddReadyAsync(_collection.Id, "new.txt", "第一条 卖方应当按期交货。");
        Assert.NotNull(await Worker.GoBackAsync(serving, "user-1", CancellationToken.None));
        var back = await ReachedAsync(GenerationStatus.Serving, serving.Id);
        Assert.True(_core.Engine.Status.Model!.IsBundled);
        var after = await CosinesAsync();
        Assert.Equal(121, after.Count);
        Assert.All(before, chunk => Assert.Equal(chunk.Value, after[chunk.Key], 1e-3));

        // Without what was kept there is no way back without making it again, but what is served stays.
        await Worker.DropKeptAsync(back, CancellationToken.None);
        Assert.Equal(121, (await CosinesAsync()).Count);
    }

    [Fact]
    public async Task AnotherDocumentInstructionIsAGenerationOfOneCollection()
    {
        var other = await _core.CreateCollectionAsync("别的");
        await _core.AddReadyAsync(other.Id, "x.txt", "第一条 别的合同。");
        var before = await CosinesAsync();
        await Worker.StartAsync(GenerationChange.OfInstruction(_collection.Id, "用于合同审查："), true, "user-1", CancellationToken.None);
        var serving = await ReachedAsync(GenerationStatus.Serving);
        Assert.Equal(("", 120), (serving.Previous, serving.Total));
        Assert.Equal("用于合同审查：", (await _core.Get<CollectionStore>().FindAsync(_collection.Id, CancellationToken.None))!.DocumentInstruction);
        Assert.Equal("", (await _core.Get<CollectionStore>().FindAsync(other.Id, CancellationToken.None))!.DocumentInstruction);
        var after = await CosinesAsync();
        Assert.Equal(120, after.Count);
        Assert.Contains(before, chunk => Math.Abs(chunk.Value - after[chunk.Key]) > 1e-3);
    }

    [Fact]
    public async Task ShorterVectorsOfOneCollectionAreCutAndTheLongOnesAreKept()
    {
        var before = await CosinesAsync();
        await Worker.StartAsync(GenerationChange.OfDimensions(_collection.Id, 64), true, "user-1", CancellationToken.None);
        var serving = await ReachedAsync(GenerationStatus.Serving);
        Assert.Equal(("0", 120), (serving.Previous, serving.Total));
        Assert.Equal(64, (await _core.Get<CollectionStore>().FindAsync(_collection.Id, CancellationToken.None))!.Dimensions);
        var after = await CosinesAsync();
        Assert.Equal(120, after.Count);
        Assert.Contains(before, chunk => Math.Abs(chunk.Value - after[chunk.Key]) > 1e-3);

        // What was cut is what the engine gives at that length, and what comes now has it too.
        var (query, chunk) = ((await EmbedAsync(Query))[0], after.First());
        var text = (await _core.Get<ChunkStore>().FindAsync(chunk.Key, CancellationToken.None))!.Chunk.EmbeddedText;
        var embedded = (await EmbedAsync(text))[0];
        Assert.Equal(TensorPrimitives.Dot<float>(query, embedded), chunk.Value, 1e-3);
        await _core.AddReadyAsync(_collection.Id, "new.txt", "第一条 卖方应当按期交货。");
        Assert.Equal(121, (await CosinesAsync()).Count);

        Assert.NotNull(await Worker.GoBackAsync(serving, "user-1", CancellationToken.None));
        var back = await ReachedAsync(GenerationStatus.Serving, serving.Id);
        Assert.Equal("64", back.Previous);
        var again = await CosinesAsync();
        Assert.Equal(121, again.Count);
        Assert.All(before, item => Assert.Equal(item.Value, again[item.Key], 1e-3));

        async Task<IReadOnlyList<float[]>> EmbedAsync(string text) => await _core.Engine.EmbedAsync([text], EmbeddingPriority.Query, 64, CancellationToken.None);
    }

    [Fact]
    public async Task IsPausedGoesOnAfterARestartAndIsCancelled()
    {
        var generation = (await Worker.StartAsync(GenerationChange.OfModel("other.gguf"), false, "user-1", CancellationToken.None))!;
        Assert.Null(await Worker.StartAsync(GenerationChange.OfModel(""), false, "user-1", CancellationToken.None));
        await Worker.PauseAsync(generation, CancellationToken.None);
        var paused = await LastAsync();
        Assert.True(paused.Status is GenerationStatus.Paused or GenerationStatus.Ready);

        await Worker.StopAsync(CancellationToken.None);
        await _core.DisposeAsync();
        _core = await RunningCore.StartAsync(_folder.Path);
        await Worker.ResumeAsync(paused, CancellationToken.None);
        await Worker.StartAsync(CancellationToken.None);
        var ready = await ReachedAsync(GenerationStatus.Ready);
        Assert.Equal((generation.Id, 120), (ready.Id, ready.Done));

        var before = await CosinesAsync();
        await Worker.CancelAsync(ready, CancellationToken.None);

        // A page that still shows it as ready cannot switch to it.
        Assert.False(await Worker.SwitchAsync(ready, CancellationToken.None));
        Assert.Equal(GenerationStatus.Cancelled, (await LastAsync()).Status);
        Assert.Equal(before, await CosinesAsync());
        Assert.True(_core.Engine.Status.Model!.IsBundled);
    }

    [Fact]
    public async Task ADocumentThatComesMeanwhileIsNotLost()
    {
        await Worker.StartAsync(GenerationChange.OfModel("other.gguf"), false, "user-1", CancellationToken.None);
        var ready = await ReachedAsync(GenerationStatus.Ready);
        await _core.AddReadyAsync(_collection.Id, "late.txt", "第一条 迟到的文件。");
        if (!await Worker.SwitchAsync(ready, CancellationToken.None))
        {
            ready = await ReachedAsync(GenerationStatus.Ready);
            Assert.True(await Worker.SwitchAsync(ready, CancellationToken.None));
        }

        Assert.Equal(121, (await CosinesAsync()).Count);
    }

    [Fact]
    public async Task AModelThatIsNoneLeavesEverythingAsItIs()
    {
        await File.WriteAllTextAsync(Path.Combine(_core.Models, "broken.gguf"), "GGUF");
        await Worker.StartAsync(GenerationChange.OfModel("broken.gguf"), true, "user-1", CancellationToken.None);
        Assert.Equal("model_damaged", (await ReachedAsync(GenerationStatus.Failed)).ErrorCode);
        Assert.Equal(120, (await CosinesAsync()).Count);
        Assert.NotNull(await Worker.StartAsync(GenerationChange.OfModel("other.gguf"), false, "user-1", CancellationToken.None));
    }

    private static bool Is(Dictionary<long, double> cosines, SearchHit hit) => cosines.TryGetValue(hit.ChunkId, out var cosine) && Math.Abs(cosine - hit.Cosine) < 5e-4;

    private async Task<List<IReadOnlyList<SearchHit>>> SearchUntilAsync(CancellationToken end)
    {
        // Twenty per second, and never one less because the last took long.
        var searches = new List<Task<IReadOnlyList<SearchHit>>>();
        while (!end.IsCancellationRequested)
        {
            searches.Add(SearchAsync(20));
            await Task.WhenAny(Task.Delay(50, end));
        }

        return [.. await Task.WhenAll(searches)];
    }

    private async Task<IReadOnlyList<SearchHit>> SearchAsync(int topK) =>
        (await _core.Get<SemanticSearch>().SearchAsync(new SearchRequest([_collection.Id], Query) { TopK = topK }, CancellationToken.None)).Hits;

    private async Task<Dictionary<long, double>> CosinesAsync()
    {
        var cosines = new Dictionary<long, double>();
        foreach (var document in (await _core.Get<DocumentStore>().ListAsync(_collection.Id, 0, 100, null, null, CancellationToken.None)).Documents)
        {
            var request = new SearchRequest([_collection.Id], Query) { TopK = SearchRequest.MaximumTopK, Filter = new SearchFilter([document.Id]) };
            foreach (var hit in (await _core.Get<SemanticSearch>().SearchAsync(request, CancellationToken.None)).Hits)
            {
                cosines[hit.ChunkId] = hit.Cosine;
            }
        }

        return cosines;
    }

    private async Task<Generation> LastAsync() => (await _core.Get<GenerationStore>().LastAsync(CancellationToken.None))!;

    /// <param name="after">The generation before the one that is waited for.</param>
    private async Task<Generation> ReachedAsync(GenerationStatus status, long after = 0)
    {
        for (var waited = 0; waited < 1200; waited++)
        {
            var last = await LastAsync();
            if (last.Status == status && last.Id > after)
            {
                return last;
            }

            Assert.False(last.Status == GenerationStatus.Failed, $"The generation failed: {last.ErrorCode}");
            await Task.Delay(50);
        }

        throw new TimeoutException($"The generation did not become {status}.");
    }
}
