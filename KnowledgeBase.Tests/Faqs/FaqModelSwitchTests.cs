using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Generations;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Tests.EndToEnd;
using KnowledgeBase.Tests.Generations;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace KnowledgeBase.Tests.Faqs;

/// <summary>Another model, taken into use while customers ask: every answer is of one model, compared with all phrasings.</summary>
public sealed class FaqModelSwitchTests
{
    private const int Entries = 150;
    private const string Asked = "怎么申请第7项服务的退款";

    [Fact]
    public async Task NoAnswerMixesTwoModelsAndNoneMissesPhrasings()
    {
        using var folder = new TemporaryFolder();
        await using var core = await RunningCore.StartAsync(folder.Path);
        OtherModel.Save(Path.Combine(core.Models, "other.gguf"));
        var faq = await core.Get<CollectionStore>().CreateAsync("客服", CollectionKind.Faq, "", "user-1", CancellationToken.None);
        for (var i = 0; i < Entries; i++)
        {
            await core.Get<FaqEditing>().CreateAsync(
                faq.Id, FaqContent.Empty with { Question = $"第{i}项服务如何退款？", Answer = "答案", Status = FaqStatus.Published }, "anna", CancellationToken.None);
        }

        var indexer = core.All<IHostedService>().OfType<FaqIndexer>().Single();
        var generations = core.Get<GenerationWorker>();
        await indexer.StartAsync(CancellationToken.None);
        await generations.StartAsync(CancellationToken.None);
        Assert.True(await core.Get<FaqStore>().WaitForVectorsAsync(faq.Id, TimeSpan.FromMinutes(1), CancellationToken.None));
        var before = await CosinesAsync(core, faq);

        using var end = new CancellationTokenSource();
        var asking = Task.Run(() => AskUntilAsync(core, faq, end.Token));
        await generations.StartAsync(GenerationChange.OfModel("other.gguf"), true, "user-1", CancellationToken.None);
        while (core.Engine.Status.Model?.FileName != "other.gguf")
        {
            await Task.Delay(50);
        }

        var after = await CosinesAsync(core, faq);
        await end.CancelAsync();
        var results = await asking;
        await generations.StopAsync(CancellationToken.None);
        await indexer.StopAsync(CancellationToken.None);

        Assert.Equal((Entries, Entries), (before.Count, after.Count));
        Assert.True(before.Count(entry => Math.Abs(entry.Value - after[entry.Key]) > 1e-3) > Entries / 2, "The models are too alike for this test.");
        Assert.NotEmpty(results);
        Assert.All(results, result =>
        {
            Assert.Equal(Entries, result.Scanned);
            Assert.True(
                result.Matches.All(match => Is(before, match)) || result.Matches.All(match => Is(after, match)), "An answer is of neither model alone.");
        });
    }

    [Fact]
    public async Task AQuestionThatASwitchOvertakesIsAskedAgain()
    {
        await using var data = await FaqData.CreateAsync();
        await data.AddAsync("怎么退款？");
        await data.IndexAsync();
        var begun = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var switching = data.Epoch.SwitchAsync(
            async () =>
            {
                begun.SetResult();
                await goOn.Task;
            },
            CancellationToken.None);
        await begun.Task;
        var asked = data.Matcher.MatchAsync(data.Collection, new FaqQuestion("怎么退款"), CancellationToken.None);
        Assert.False(asked.IsCompleted);
        goOn.SetResult();
        await switching;
        Assert.Equal("怎么退款？", Assert.Single((await asked).Matches).Entry.Content.Question);
    }

    [Fact]
    public async Task AQuestionWaitsForTheVectorsOfANewInstruction()
    {
        await using var data = await FaqData.CreateAsync();
        await data.AddAsync("怎么退款？");
        await data.IndexAsync();
        await data.Data.Database.WriteAsync(connection => connection.Execute(
            "update collection set document_instruction = '用于客服：' where id = $id", ("$id", data.Collection.Id)));
        var asked = data.Matcher.MatchAsync(data.Collection, new FaqQuestion("怎么退款"), CancellationToken.None);
        Assert.False(asked.IsCompleted);
        await data.IndexAsync();
        Assert.Single((await asked).Matches);
    }

    private static bool Is(Dictionary<Guid, double> cosines, FaqMatch match) => Math.Abs(cosines[match.Entry.Id] - match.Cosine) < 1e-4;

    private static async Task<Dictionary<Guid, double>> CosinesAsync(RunningCore core, Collection faq)
    {
        var identity = await core.Get<EmbeddingIdentityStore>().IdOfAsync(FaqMatcher.IdentityOf(core.Engine.Status.Model!, faq), CancellationToken.None);
        await core.Get<FaqVectorWait>().WaitAsync(faq.Id, identity, CancellationToken.None);
        var vector = (await core.Engine.EmbedAsync([Asked], EmbeddingPriority.Query, null, CancellationToken.None))[0];
        var (candidates, _) = await core.Get<FaqRanking>().RankAsync((faq.Id, identity), vector, Asked, 1, Entries, null, CancellationToken.None);
        return candidates.ToDictionary(candidate => candidate.EntryId, candidate => candidate.Cosine);
    }

    private static async Task<List<FaqMatchResult>> AskUntilAsync(RunningCore core, Collection faq, CancellationToken end)
    {
        var results = new List<FaqMatchResult>();
        while (!end.IsCancellationRequested)
        {
            results.Add(await core.Get<FaqMatcher>().MatchAsync(faq, new FaqQuestion(Asked, 20), CancellationToken.None));
        }

        return results;
    }
}
