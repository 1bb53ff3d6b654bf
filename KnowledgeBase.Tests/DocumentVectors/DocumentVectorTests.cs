using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.DocumentVectors;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Generations;
using KnowledgeBase.Tests.EndToEnd;
using KnowledgeBase.Tests.Generations;
using KnowledgeBase.Tests.Llama;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.DocumentVectors;

/// <summary>One vector of a whole document, beside those of its chunks.</summary>
public sealed class DocumentVectorTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningCore _core = null!;
    private Collection _collection = null!;

    private DocumentVectorWorker Worker => _core.Get<DocumentVectorWorker>();

    public async ValueTask InitializeAsync()
    {
        _core = await RunningCore.StartAsync(_folder.Path);
        _collection = await _core.CreateCollectionAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _core.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task FindsTheDocumentThatIsMostLikeItInCollectionsThatMayBeSeen()
    {
        var other = await _core.CreateCollectionAsync("别的");
        var lease = await _core.AddReadyAsync(_collection.Id, "租赁一.txt", "第一条 出租方将房屋出租给承租方使用。", "第二条 承租方应按月支付租金和押金。");
        var alike = await _core.AddReadyAsync(_collection.Id, "租赁二.txt", "一、甲方把住房租给乙方居住。", "二、乙方每月交房租，并交纳押金。");
        var unlike = await _core.AddReadyAsync(_collection.Id, "保密.txt", "第一条 接收方不得向第三方披露商业秘密。", "第二条 保密期限为五年。");
        var foreign = await _core.AddReadyAsync(other.Id, "租赁三.txt", "第一条 出租方将房屋出租给承租方使用。", "第二条 承租方应按月支付租金。");
        await Worker.SetAsync(_collection.Id, true, CancellationToken.None);
        Assert.Null(await FindAsync(lease, _collection.Id));
        Assert.Equal(3, await Worker.RunOnceAsync(CancellationToken.None));
        Assert.Equal(0, await Worker.RunOnceAsync(CancellationToken.None));

        var found = (await FindAsync(lease, _collection.Id, other.Id))!.Value;
        Assert.Equal(1, found.Vector.Parts);
        Assert.Equal([alike.Id, unlike.Id], found.Documents.Select(document => document.Id));
        Assert.True(found.Documents[0].Cosine > found.Documents[1].Cosine + 0.05);

        await Worker.SetAsync(other.Id, true, CancellationToken.None);
        await Worker.RunOnceAsync(CancellationToken.None);
        Assert.Equal(foreign.Id, (await FindAsync(lease, _collection.Id, other.Id))!.Value.Documents[0].Id);
        Assert.DoesNotContain((await FindAsync(lease, _collection.Id))!.Value.Documents, document => document.Id == foreign.Id);

        await Worker.SetAsync(_collection.Id, false, CancellationToken.None);
        Assert.Null(await FindAsync(lease, _collection.Id));
        Assert.Equal(new DocumentVectorProgress(0, 3), await ProgressAsync());
    }

    [Fact]
    public async Task TheVectorIsThatOfTheWholeText()
    {
        var document = await _core.AddReadyAsync(_collection.Id, "a.txt", "第一条 卖方逾期交货的，应当支付违约金。", "第二条 买方逾期付款的，应当支付利息。");
        await Worker.SetAsync(_collection.Id, true, CancellationToken.None);
        await Worker.RunOnceAsync(CancellationToken.None);
        var text = (await _core.Get<DocumentStore>().FindTextAsync(document.Id, CancellationToken.None))!.PlainText;
        var expected = (await _core.Engine.EmbedAsync([text], EmbeddingPriority.Query, null, CancellationToken.None))[0];
        var vector = (await FindAsync(document, _collection.Id))!.Value.Vector;
        Assert.Equal(_core.Engine.Count(text), vector.Tokens);
        Assert.True(System.Numerics.Tensors.TensorPrimitives.Dot<float>(expected, vector.Vector) > 0.9999f);
    }

    [Fact]
    public async Task ATextThatTheModelDoesNotTakeInOnePieceIsEmbeddedInPartsAndNothingOfItIsLeftOut()
    {
        var lines = Enumerable.Range(1, 400).Select(number => $"第{number}条 承租方应当于每月{number % 28}日前支付租金，逾期的按日支付违约金。").ToArray();
        var model = _core.Engine.Status.Model!;
        Assert.True(lines.Sum(_core.Engine.Count) > 2 * model.ContextSize);
        var first = await _core.AddReadyAsync(_collection.Id, "long.txt", lines);
        var end = await _core.AddReadyAsync(_collection.Id, "end.txt", lines[200..]);
        await Worker.SetAsync(_collection.Id, true, CancellationToken.None);
        await Worker.RunOnceAsync(CancellationToken.None);
        var found = (await FindAsync(first, _collection.Id))!.Value;
        Assert.True(found.Vector.Parts > 2);
        Assert.True(found.Vector.Tokens >= lines.Sum(line => _core.Engine.Count(line) - 2));
        Assert.True(Assert.Single(found.Documents).Cosine > 0.95);
        Assert.Equal(end.Id, found.Documents[0].Id);
    }

    [Fact]
    public async Task IsMadeAnewWithAnotherModelAndNeverComparedAcrossTwo()
    {
        OtherModel.Save(Path.Combine(_core.Models, "other.gguf"));
        var generations = _core.Get<GenerationWorker>();
        var first = await _core.AddReadyAsync(_collection.Id, "a.txt", "第一条 卖方逾期交货的，应当支付违约金。");
        await _core.AddReadyAsync(_collection.Id, "b.txt", "第一条 买方逾期付款的，应当支付利息。");
        await Worker.SetAsync(_collection.Id, true, CancellationToken.None);
        await Worker.RunOnceAsync(CancellationToken.None);
        var before = (await FindAsync(first, _collection.Id))!.Value.Documents[0].Cosine;
        var old = _core.Get<IEmbeddingEngine>().Status.Model;
        await generations.StartAsync(CancellationToken.None);
        await generations.StartAsync(GenerationChange.OfModel("other.gguf"), true, "user-1", CancellationToken.None);
        // The engine follows the database within the same switch.
        while ((await _core.Get<GenerationStore>().LastAsync(CancellationToken.None))!.Status != GenerationStatus.Serving || _core.Get<IEmbeddingEngine>().Status.Model == old)
        {
            await Task.Delay(20);
        }

        Assert.Null(await FindAsync(first, _collection.Id));
        Assert.Equal(2, await Worker.RunOnceAsync(CancellationToken.None));
        Assert.NotEqual(before, (await FindAsync(first, _collection.Id))!.Value.Documents[0].Cosine, 1e-4);
        await generations.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task AContractOfThirtyThousandTokensIsOneVectorOfACausalModel()
    {
        using var file = new TinyModelFile();
        await using var running = await Embeddings.RunningEngine.StartAsync(file.Path);
        var model = running.Engine.Status.Model!;
        Assert.Equal(32768, model.ContextSize);
        var text = string.Concat(Enumerable.Range(1, 2500).Select(number => $"clause {number}\n"));
        Assert.InRange(running.Engine.Count(text), 26_000, 32_000);
        var identity = EmbeddingIdentity.Of(model, "", 0, 0);
        var whole = await WholeText.EmbedAsync(running.Engine, model, identity, Guid.NewGuid(), text, CancellationToken.None);
        Assert.Equal((1, running.Engine.Count(text)), (whole.Parts, whole.Tokens));
        var longer = await WholeText.EmbedAsync(running.Engine, model, identity, Guid.NewGuid(), text + text, CancellationToken.None);
        Assert.Equal(2, longer.Parts);
    }

    private Task<(DocumentVector Vector, IReadOnlyList<SimilarDocument> Documents)?> FindAsync(Document document, params Guid[] collections) =>
        _core.Get<SimilarDocuments>().FindAsync(document, collections, 10, CancellationToken.None);

    private async Task<DocumentVectorProgress?> ProgressAsync() => await _core.Get<SimilarDocuments>().ProgressAsync(
        (await _core.Get<CollectionStore>().FindAsync(_collection.Id, CancellationToken.None))!, CancellationToken.None);
}
