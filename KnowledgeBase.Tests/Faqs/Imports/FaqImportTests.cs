using System.Globalization;
using System.Text;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Imports;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Tests.Faqs.Imports;

public sealed class FaqImportTests
{
    [Fact]
    public async Task NothingIsInTheCollectionBeforeItIsAccepted()
    {
        await using var data = await FaqData.CreateAsync();
        var import = await data.StageAsync("question,answer,phrasings\n怎么退款？,原路退回,\"退钱\n钱能退吗\"\n怎么开发票？,在订单里申请,\n");
        Assert.Equal((2, 0, FaqImportStatus.Checking), (import.RowCount, import.FaultyCount, import.Status));
        await data.ImportWorker.RunOnceAsync(CancellationToken.None);
        var ready = (await data.ImportStore.FindAsync(import.Id, CancellationToken.None))!;
        Assert.Equal((FaqImportStatus.Ready, 2), (ready.Status, ready.CheckedCount));
        Assert.Equal(0, await data.CountAsync());

        await data.Imports.StartAsync(import.Id, FaqExistingHandling.Skip, false, CancellationToken.None);
        await data.ImportWorker.RunOnceAsync(CancellationToken.None);
        var done = (await data.ImportStore.FindAsync(import.Id, CancellationToken.None))!;
        Assert.Equal((FaqImportStatus.Done, 2, 0), (done.Status, done.CreatedCount, done.UpdatedCount));
        Assert.Equal(2, await data.CountAsync());

        // The two questions have the vectors that the check made; only the two phrasings are missing.
        Assert.Equal(2, await data.IndexAsync());
        var matched = await data.Matcher.MatchAsync(data.Collection, new FaqQuestion("钱能退吗"), CancellationToken.None);
        Assert.Equal("怎么退款？", matched.Matches[0].Entry.Content.Question);
    }

    [Fact]
    public async Task FaultyRowsStopTheImportUnlessTheyAreLeftOut()
    {
        await using var data = await FaqData.CreateAsync();
        var import = await data.StageAsync("question,answer\nq1,a1\n,a2\nq1,other\n");
        Assert.Equal(2, import.FaultyCount);
        var refused = await Assert.ThrowsAsync<FaqException>(() => data.Imports.StartAsync(import.Id, FaqExistingHandling.Skip, false, CancellationToken.None));
        Assert.Equal("import_has_faults", refused.Code);
        Assert.Equal([3, 4], (await data.ImportStore.RowsAsync(import.Id, FaqImportRows.Faulty, 0, 10, CancellationToken.None)).Select(row => row.Number));
        await data.Imports.StartAsync(import.Id, FaqExistingHandling.Skip, true, CancellationToken.None);
        await data.ImportWorker.RunOnceAsync(CancellationToken.None);
        Assert.Equal(1, await data.CountAsync());
    }

    [Theory]
    [InlineData(FaqExistingHandling.Skip, "旧答案", 1)]
    [InlineData(FaqExistingHandling.Update, "新答案", 2)]
    public async Task AnEntryWithTheSameQuestionIsKeptOrUpdated(FaqExistingHandling handling, string answer, int version)
    {
        await using var data = await FaqData.CreateAsync();
        var existing = await data.AddAsync("怎么退款？", "旧答案");
        var import = await data.StageAsync("question,answer\n怎么退款？,新答案\n怎么换货？,联系客服\n");
        Assert.Equal(1, import.ExistingCount);
        await data.Imports.StartAsync(import.Id, handling, false, CancellationToken.None);
        await data.ImportWorker.RunOnceAsync(CancellationToken.None);
        var found = (await data.Store.FindAsync(existing.Id, CancellationToken.None))!;
        Assert.Equal((answer, version, 2), (found.Content.Answer, found.Version, await data.CountAsync()));
    }

    [Fact]
    public async Task ShowsNearDuplicatesOfEntriesAndOfOtherRows()
    {
        await using var data = await FaqData.CreateAsync();
        await data.AddAsync("如何修改绑定的手机号码？");
        await data.IndexAsync();
        var import = await data.StageAsync("question,answer\n如何修改绑定的手机号码,a\n怎么申请开具电子发票？,b\n怎么申请开具电子发票,c\n");
        await data.ImportWorker.RunOnceAsync(CancellationToken.None);
        var near = await data.ImportStore.RowsAsync(import.Id, FaqImportRows.Near, 0, 10, CancellationToken.None);
        Assert.Equal([(2, "如何修改绑定的手机号码？"), (4, "怎么申请开具电子发票？")], near.Select(row => (row.Number, row.NearText!)));
        Assert.All(near, row => Assert.InRange(row.NearCosine!.Value, FaqDuplicates.NearFrom, 1));
        var typed = await data.Duplicates.FindAsync(data.Collection, "如何修改绑定的手机号码", null, 3, CancellationToken.None);
        Assert.Equal("如何修改绑定的手机号码？", typed[0].Question);
    }

    [Fact]
    public async Task GoesOnWhereAKilledProcessStopped()
    {
        await using var data = await FaqData.CreateAsync();
        var import = await data.StageAsync("question,answer\nq1,a1\nq2,a2\n");
        await data.Imports.StartAsync(import.Id, FaqExistingHandling.Skip, false, CancellationToken.None);
        // A transaction that does not end leaves nothing.
        await Assert.ThrowsAsync<InvalidOperationException>(() => data.Data.Database.WriteAsync(connection =>
        {
            var accepted = data.ImportStore.FindAsync(import.Id, CancellationToken.None).GetAwaiter().GetResult()!;
            FaqImportTransaction.Run(connection, accepted, DateTimeOffset.UnixEpoch, done => { if (done == 2) throw new InvalidOperationException("killed"); }, CancellationToken.None);
        }));
        Assert.Equal(0, await data.CountAsync());
        // The next process finds it accepted and carries it out, once.
        await data.ImportWorker.RunOnceAsync(CancellationToken.None);
        await data.ImportWorker.RunOnceAsync(CancellationToken.None);
        Assert.Equal(2, await data.CountAsync());
        Assert.False(await data.Imports.CancelAsync(import.Id, CancellationToken.None));
    }

    [Fact]
    public async Task TenThousandRowsCanBeCancelledOnTheWay()
    {
        await using var data = await FaqData.CreateAsync();
        var csv = new StringBuilder("question,answer\n");
        for (var i = 0; i < 10_000; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"问题{i},答案{i}\n");
        }

        var import = await data.StageAsync(csv.ToString());
        await data.Imports.StartAsync(import.Id, FaqExistingHandling.Skip, false, CancellationToken.None);
        var reported = 0;
        data.Imports.Changed += id =>
        {
            if (data.Imports.ProgressOf(id) is { } done && Interlocked.Exchange(ref reported, done) == 0)
            {
                _ = data.Imports.CancelAsync(id, CancellationToken.None);
            }
        };
        await data.ImportWorker.RunOnceAsync(CancellationToken.None);
        Assert.InRange(reported, 1, 9_999);
        Assert.Equal(0, await data.CountAsync());
        Assert.Equal(0, data.Data.Database.Read(connection => connection.Scalar<long>("select count(*) from faq_import_row")));
        Assert.Null(await data.ImportStore.FindAsync(import.Id, CancellationToken.None));
    }
}
