using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Questions;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Tests.Faqs.Questions;

public sealed class FaqQuestionLogTests
{
    [Fact]
    public async Task KeepsTheQuestionMaskedWithWhatWasFound()
    {
        await using var data = await FaqData.CreateAsync();
        var entry = await data.AddAsync("怎么退款？");
        await data.IndexAsync();
        var store = new FaqQuestionStore(data.Data.Database);
        using var log = new FaqQuestionLog(store, data.Settings, TimeProvider.System);
        var result = await data.Matcher.MatchAsync(data.Collection, new FaqQuestion("怎么退款 13812345678"), CancellationToken.None);
        var id = (await log.AddAsync(data.Collection.Id, FaqSource.Widget, "怎么退款 13812345678", result, CancellationToken.None))!.Value;
        Assert.Null(await store.FindAsync(id, CancellationToken.None));
        Assert.True(await log.SetHelpfulAsync(data.Collection.Id, id, false, CancellationToken.None));
        var kept = (await store.FindAsync(id, CancellationToken.None))!;
        Assert.Equal(("怎么退款 [phone]", entry.Id, false, FaqSource.Widget), (kept.Text, kept.EntryId, kept.Helpful, kept.Source));
        Assert.Equal([id], (await store.OpenAsync(data.Collection.Id, 10, CancellationToken.None)).Select(asked => asked.Id));
        await store.SetHandledAsync(data.Collection.Id, [id], CancellationToken.None);
        Assert.Empty(await store.OpenAsync(data.Collection.Id, 10, CancellationToken.None));
        // Another collection's question cannot be voted on.
        Assert.False(await log.SetHelpfulAsync(Guid.NewGuid(), id, true, CancellationToken.None));
    }

    [Fact]
    public async Task KeepsNothingWhereItIsSwitchedOff()
    {
        await using var data = await FaqData.CreateAsync();
        using var log = new FaqQuestionLog(new FaqQuestionStore(data.Data.Database), data.Settings, TimeProvider.System);
        await data.Settings.SaveAsync(data.Collection.Id, FaqSettings.Default with { LogDays = 0 }, CancellationToken.None);
        Assert.Null(await log.AddAsync(data.Collection.Id, FaqSource.Api, "怎么退款", Nothing, CancellationToken.None));
        await log.FlushAsync(CancellationToken.None);
        Assert.Equal(0, data.Data.Database.Read(connection => connection.Scalar<long>("select count(*) from faq_question")));
    }

    [Fact]
    public async Task DeletesWhatIsOlderThanTheCollectionKeeps()
    {
        await using var data = await FaqData.CreateAsync();
        var store = new FaqQuestionStore(data.Data.Database);
        using var log = new FaqQuestionLog(store, data.Settings, TimeProvider.System);
        await data.Settings.SaveAsync(data.Collection.Id, FaqSettings.Default with { LogDays = 30 }, CancellationToken.None);
        await log.AddAsync(data.Collection.Id, FaqSource.Api, "怎么退款", Nothing, CancellationToken.None);
        await log.FlushAsync(CancellationToken.None);
        Assert.Equal(0, await store.ExpireAsync(TimeProvider.System.GetUtcNow().AddDays(29), 90, CancellationToken.None));
        Assert.Equal(1, await store.ExpireAsync(TimeProvider.System.GetUtcNow().AddDays(31), 90, CancellationToken.None));
    }

    private static FaqMatchResult Nothing => new([], false, 0.6, "", 0, TimeSpan.Zero, TimeSpan.Zero);
}
