using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Faqs;

public sealed class FaqEditingTests
{
    private static readonly FaqContent Content = FaqContent.Empty with
    {
        Question = "如何修改绑定手机号？",
        Phrasings = ["手机号填错了怎么办", "换手机号"],
        Answer = "在**账户设置**里修改。",
        Category = "账户",
        Tags = ["手机", "账户"],
        Status = FaqStatus.Published,
    };

    [Fact]
    public async Task EveryChangeIsAVersionAndCanBeUndone()
    {
        await using var data = new TemporaryDatabase();
        var (editing, store, collection) = await CreateAsync(data);
        var created = await editing.CreateAsync(collection, Content, "anna", CancellationToken.None);
        var changed = await editing.UpdateAsync(created.Id, 1, Content with { Answer = "请联系客服。" }, "ben", CancellationToken.None);
        Assert.Equal(2, changed.Version);
        var restored = await editing.RestoreAsync(collection, created.Id, 1, "anna", CancellationToken.None);
        Assert.Equal((3, Content.Answer), (restored.Version, restored.Content.Answer));
        var found = (await store.FindAsync(created.Id, CancellationToken.None))!;
        Assert.Equivalent(Content, found.Content, strict: true);
        Assert.Equal(["anna", "ben", "anna"], (await store.VersionsAsync(created.Id, CancellationToken.None)).Select(version => version.ChangedBy));
    }

    [Fact]
    public async Task ADeletedEntryComesBackWithItsVersions()
    {
        await using var data = new TemporaryDatabase();
        var (editing, store, collection) = await CreateAsync(data);
        var created = await editing.CreateAsync(collection, Content, "anna", CancellationToken.None);
        Assert.True(await editing.DeleteAsync(created.Id, "ben", CancellationToken.None));
        Assert.False(await editing.DeleteAsync(created.Id, "ben", CancellationToken.None));
        Assert.Null(await store.FindAsync(created.Id, CancellationToken.None));
        var versions = await store.VersionsAsync(created.Id, CancellationToken.None);
        Assert.Null(versions[0].Content);
        var restored = await editing.RestoreAsync(collection, created.Id, 1, "anna", CancellationToken.None);
        Assert.Equal(3, restored.Version);
        Assert.Equivalent(Content, (await store.FindAsync(created.Id, CancellationToken.None))!.Content, strict: true);
    }

    [Fact]
    public async Task ASecondEditorIsToldInsteadOfOverwritingTheFirst()
    {
        await using var data = new TemporaryDatabase();
        var (editing, store, collection) = await CreateAsync(data);
        var created = await editing.CreateAsync(collection, Content, "anna", CancellationToken.None);
        await editing.UpdateAsync(created.Id, 1, Content with { Category = "支付" }, "anna", CancellationToken.None);
        var refused = await Assert.ThrowsAsync<FaqException>(() => editing.UpdateAsync(created.Id, 1, Content, "ben", CancellationToken.None));
        Assert.Equal("changed_meanwhile", refused.Code);
        Assert.Equal("支付", (await store.FindAsync(created.Id, CancellationToken.None))!.Content.Category);
    }

    [Fact]
    public async Task APhrasingThatStaysKeepsItsRow()
    {
        await using var data = new TemporaryDatabase();
        var (editing, _, collection) = await CreateAsync(data);
        var created = await editing.CreateAsync(collection, Content, "anna", CancellationToken.None);
        var before = Phrasings(data);
        await editing.UpdateAsync(created.Id, 1, Content with { Phrasings = ["换手机号", "新手机号怎么绑定"] }, "anna", CancellationToken.None);
        var after = Phrasings(data);
        Assert.Equal(before["换手机号"], after["换手机号"]);
        Assert.Equal(before[Content.Question], after[Content.Question]);
        Assert.DoesNotContain("手机号填错了怎么办", after.Keys);
    }

    [Theory]
    [InlineData("", "答案", "question_missing")]
    [InlineData("   ", "答案", "question_missing")]
    [InlineData("问题", "", "answer_missing")]
    public async Task WhatIsMissingIsNamed(string question, string answer, string code)
    {
        await using var data = new TemporaryDatabase();
        var (editing, _, collection) = await CreateAsync(data);
        var refused = await Assert.ThrowsAsync<FaqException>(
            () => editing.CreateAsync(collection, Content with { Question = question, Answer = answer }, "anna", CancellationToken.None));
        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task ListsByTextStatusCategoryAndTag()
    {
        await using var data = new TemporaryDatabase();
        var (editing, store, collection) = await CreateAsync(data);
        await editing.CreateAsync(collection, Content, "anna", CancellationToken.None);
        await editing.CreateAsync(collection, Content with { Question = "怎么退款？", Phrasings = [], Category = "支付", Tags = [], Status = FaqStatus.Draft }, "anna", CancellationToken.None);
        await Expect(new FaqFilter(), 2);
        await Expect(new FaqFilter("填错"), 1);
        await Expect(new FaqFilter(Status: FaqStatus.Draft), 1);
        await Expect(new FaqFilter(Category: "支付"), 1);
        await Expect(new FaqFilter(Tag: "手机"), 1);
        await Expect(new FaqFilter("没有的"), 0);
        Assert.Equal(["支付", "账户"], (await store.CategoriesAsync(collection, CancellationToken.None)).Order(StringComparer.Ordinal));

        async Task Expect(FaqFilter filter, int count)
        {
            var (entries, total) = await store.ListAsync(collection, filter, 0, 10, CancellationToken.None);
            Assert.Equal((count, count), (entries.Count, total));
        }
    }

    private static async Task<(FaqEditing Editing, FaqStore Store, Guid Collection)> CreateAsync(TemporaryDatabase data) => (
        new FaqEditing(data.Database, new FaqChanges(), TimeProvider.System), new FaqStore(data.Database), (await data.CreateCollectionAsync("客服")).Id);

    private static Dictionary<string, long> Phrasings(TemporaryDatabase data) => data.Database.Read(connection => connection.Query(
        "select text, id from faq_phrasing", row => (row.GetString(0), row.GetInt64(1)))).ToDictionary(row => row.Item1, row => row.Item2);
}
