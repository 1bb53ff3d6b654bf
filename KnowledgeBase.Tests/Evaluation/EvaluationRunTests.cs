using System.Text;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Evaluation;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Core.Search.Vectors;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Tests.Faqs;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Evaluation;

public sealed class EvaluationRunTests
{
    private static readonly EvaluationConfiguration Meaning = new("", 0, 1, 0.5);

    [Fact]
    public async Task MeasuresWhereTheRightEntryStands()
    {
        await using var data = await FaqData.CreateAsync();
        var (sets, runner, store) = Create(data);
        await data.AddAsync("怎么申请退款？");
        await data.AddAsync("如何开具发票？");
        await data.AddAsync("草稿不算", status: FaqStatus.Draft);
        await data.IndexAsync();
        var set = await sets.ImportAsync(data.Collection, "问题集", File("question,expected,category\n申请退款怎么弄,怎么申请退款？,口语\n发票如何开具,如何开具发票？,\n草稿不算？,草稿不算,\n"), "anna", CancellationToken.None);
        var run = await sets.StartAsync(set.Id, "语义", Meaning, "anna", CancellationToken.None);
        await runner.RunAsync(run, CancellationToken.None);
        var done = (await store.FindRunAsync(run.Id, CancellationToken.None))!;
        Assert.Equal((EvaluationStatus.Done, 3, 2), (done.Status, done.DoneCount, done.ItemCount));
        Assert.Equal(data.Engine.Status.Model!.Sha256, done.Identity!.ModelSha256);
        var outcomes = await store.OutcomesAsync(run.Id, CancellationToken.None);
        Assert.Equal([1, 1, null], outcomes.Select(outcome => outcome.Rank));
        Assert.Equal("如何开具发票？", outcomes[1].Found);
        Assert.Equal("口语", outcomes[0].Question.Category);
        var table = TableReader.Read(await new EvaluationExport(store).WriteAsync(run.Id, TableFormat.Xlsx, CancellationToken.None));
        Assert.Equal(["申请退款怎么弄", "口语", "怎么申请退款？", "", "怎么申请退款？", "1"], table[1].Cells.Take(6));
    }

    /// <summary>An instruction before the items is measured without being stored, and gives what storing it would give.</summary>
    [Fact]
    public async Task AnInstructionBeforeTheItemsIsMeasuredOnItemsEmbeddedForIt()
    {
        await using var data = await FaqData.CreateAsync();
        var (sets, runner, store) = Create(data);
        foreach (var question in new[] { "怎么申请退款？", "如何开具发票？", "快递到哪里了？" })
        {
            await data.AddAsync(question);
        }

        await data.IndexAsync();
        var set = await sets.ImportAsync(data.Collection, "问题集", File("question,expected\n申请退款怎么弄,怎么申请退款？\n发票如何开具,如何开具发票？\n"), "anna", CancellationToken.None);
        var outcomes = new List<IReadOnlyList<EvaluationOutcome>>();
        foreach (var instruction in new[] { null, "", "用于客服意图识别：" })
        {
            var run = await sets.StartAsync(set.Id, "前缀", Meaning with { DocumentInstruction = instruction }, "anna", CancellationToken.None);
            await runner.RunAsync(run, CancellationToken.None);
            var done = (await store.FindRunAsync(run.Id, CancellationToken.None))!;
            Assert.Equal((EvaluationStatus.Done, instruction ?? "", instruction), (done.Status, done.Identity!.Instruction, done.Configuration.DocumentInstruction));
            outcomes.Add(await store.OutcomesAsync(run.Id, CancellationToken.None));
        }

        Assert.Equal(outcomes[0].Select(outcome => outcome.Cosine), outcomes[1].Select(outcome => outcome.Cosine));
        var vectors = await data.Engine.EmbedAsync(["申请退款怎么弄", "用于客服意图识别：怎么申请退款？"], EmbeddingPriority.Query, null, CancellationToken.None);
        Assert.Equal(System.Numerics.Tensors.TensorPrimitives.Dot<float>(vectors[0], vectors[1]), outcomes[2][0].Cosine!.Value, 1e-3);
        Assert.NotEqual(outcomes[0][0].Cosine!.Value, outcomes[2][0].Cosine!.Value, 1e-3);
    }

    /// <summary>What is measured with all dimensions is the very order that customers get, and cutting to the full length changes nothing.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.7)]
    public async Task CutVectorsOfFullLengthGiveTheSameOrder(double weight)
    {
        await using var data = await FaqData.CreateAsync();
        var ranking = Ranking(data);
        foreach (var question in new[] { "怎么申请退款？", "如何开具发票？", "快递到哪里了？", "怎样修改密码？", "会员怎么取消？" })
        {
            await data.AddAsync(question, "答案", FaqStatus.Published, question + "请问");
        }

        await data.IndexAsync();
        var identity = await data.Data.Identities.IdOfAsync(FaqMatcher.IdentityOf(data.Engine.Status.Model!, data.Collection), CancellationToken.None);
        var dimensions = data.Engine.Status.Model!.Dimensions;
        var cut = await ranking.CutAsync(data.Collection, identity, dimensions, CancellationToken.None);
        Assert.Equal(10, cut.Count);
        const string Asked = "密码忘了，怎样改";
        var vector = (await data.Engine.EmbedAsync([Asked], EmbeddingPriority.Query, null, CancellationToken.None))[0];
        var configuration = Meaning with { VectorWeight = weight };
        var served = await ranking.RankAsync(data.Collection, identity, configuration, Asked, vector, [], null, CancellationToken.None);
        var measured = await ranking.RankAsync(data.Collection, identity, configuration, Asked, vector, cut, null, CancellationToken.None);
        Assert.Equal(served.Select(item => item.Owner), measured.Select(item => item.Owner));
        Assert.Equal("怎样修改密码？", (await data.Store.FindAsync(measured[0].Owner, CancellationToken.None))!.Content.Question);
    }

    [Fact]
    public async Task AFileThatNamesUnknownEntriesIsRefusedRowByRow()
    {
        await using var data = await FaqData.CreateAsync();
        var (sets, _, store) = Create(data);
        await data.AddAsync("怎么退款？");
        var refused = await Assert.ThrowsAsync<EvaluationException>(() => sets.ImportAsync(
            data.Collection, "x", File("问题,期望条目\n退钱,怎么退款？\n换货,怎么换货？\n,怎么退款？\n退钱,怎么退款？\n没有,\n"), "anna", CancellationToken.None));
        Assert.Equal(
            [new(3, "expected_unknown", "怎么换货？"), new(4, "question_missing", ""), new(5, "question_repeated", "2"), new EvaluationFault(6, "expected_missing", "")],
            refused.Faults);
        Assert.Empty(await store.SetsAsync(data.Collection.Id, CancellationToken.None));
        var columns = await Assert.ThrowsAsync<TableException>(() => sets.ImportAsync(data.Collection, "x", File("frage,antwort\na,b\n"), "anna", CancellationToken.None));
        Assert.Equal("question, expected", columns.What);
    }

    [Fact]
    public async Task ARunThatIsCancelledKeepsWhatItHasMeasured()
    {
        await using var data = await FaqData.CreateAsync();
        var (sets, runner, store) = Create(data);
        await data.AddAsync("怎么退款？");
        await data.IndexAsync();
        var rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"退款 {i},怎么退款？\n"));
        var set = await sets.ImportAsync(data.Collection, "x", File("question,expected\n" + rows), "anna", CancellationToken.None);
        var run = await sets.StartAsync(set.Id, "x", Meaning, "anna", CancellationToken.None);
        runner.Changed += id => runner.CancelAsync(id, CancellationToken.None).GetAwaiter().GetResult();
        await runner.RunAsync(run, CancellationToken.None);
        var cancelled = (await store.FindRunAsync(run.Id, CancellationToken.None))!;
        Assert.Equal((EvaluationStatus.Cancelled, 16), (cancelled.Status, cancelled.DoneCount));
        Assert.Equal(16, (await store.OutcomesAsync(run.Id, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task ConfirmedMatchesGatherInASet()
    {
        await using var data = await FaqData.CreateAsync();
        var (sets, _, store) = Create(data);
        var entry = await data.AddAsync("怎么退款？");
        var set = await sets.ConfirmAsync(entry, "退钱", "确认的问题", "anna", CancellationToken.None);
        await sets.ConfirmAsync(entry, "退钱", "确认的问题", "anna", CancellationToken.None);
        var question = Assert.Single(await store.QuestionsAsync(set.Id, CancellationToken.None));
        Assert.Equal(("退钱", entry.Id), (question.Text, question.Target));
    }

    private static (EvaluationSets Sets, EvaluationRunner Runner, EvaluationStore Store) Create(FaqData data)
    {
        var store = new EvaluationStore(data.Data.Database);
        var sets = new EvaluationSets(store, data.Store, data.Data.Documents, TimeProvider.System);
        var runner = new EvaluationRunner(
            store, Ranking(data), data.Data.Collections, data.Engine, data.Data.Identities, data.Matcher, data.Wait, data.Store, new ClauseChunker(), TimeProvider.System)
        { Items = new EvaluationItems(store, new ChunkStore(data.Data.Database), data.Engine) };
        return (sets, runner, store);
    }

    private static EvaluationRanking Ranking(FaqData data)
    {
        var chunks = new ChunkVectorIndex(data.Data.Database, data.Data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        var words = new KeywordSearch(data.Data.Database);
        return new EvaluationRanking(data.Ranking, data.Words, data.Index, new CandidateSearch(chunks, words, new SearchStore(data.Data.Database)), words, chunks);
    }

    private static MemoryStream File(string text) => new(Encoding.UTF8.GetBytes(text));
}
