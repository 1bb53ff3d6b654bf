using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Likeness;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Documents.Likeness;

public sealed class LikenessStoreTests
{
    private static readonly string[] Clauses = [.. Enumerable.Range(1, 40).Select(i => $"第{i}款 买方应于第{i * 3}日前向卖方支付第{i}期货款人民币{i * 1000}元，逾期按日万分之{i}支付违约金。")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NamesTheDocumentThatSaysTheSameOrNearly()
    {
        await using var data = new TemporaryDatabase();
        var store = Store(data);
        var first = await ReadAsync(data, "原稿.docx", Clauses);
        var same = await ReadAsync(data, "副本.pdf", Clauses);
        var near = await ReadAsync(data, "修订.docx", [.. Clauses[..38], "第三十九款 全部改写。", Clauses[39]]);
        var other = await ReadAsync(data, "无关.docx", [.. Enumerable.Range(0, 40).Select(i => $"出租人应当在第{i}个月末检查房屋，并书面通知承租人维修事项与费用。")]);
        Assert.Empty(await store.OpenAsync(first, Token));
        Assert.Empty(await store.OpenAsync(other, Token));
        var found = Assert.Single(await store.OpenAsync(same, Token));
        Assert.Equal(("原稿.docx", 1.0, true), (found.OtherName, found.Similarity, found.IsSameText));
        Assert.All(await store.OpenAsync(near, Token), likeness => Assert.InRange(likeness.Similarity, 0.8, 0.999));
        Assert.Equal(2, (await store.OpenAsync(near, Token)).Count);
    }

    [Fact]
    public async Task KeepingBothEndsTheQuestionForGood()
    {
        await using var data = new TemporaryDatabase();
        var store = Store(data);
        await ReadAsync(data, "a.docx", Clauses);
        var second = await ReadAsync(data, "b.docx", Clauses);
        await store.KeepAsync(second, Token);
        Assert.Empty(await store.OpenAsync(second, Token));
        await SaveAsync(data, second, Clauses);
        Assert.Empty(await store.OpenAsync(second, Token));
    }

    [Fact]
    public async Task VersionsAreAChainThatCloses()
    {
        await using var data = new TemporaryDatabase();
        var store = Store(data);
        var one = await ReadAsync(data, "v1.docx", Clauses);
        var two = await ReadAsync(data, "v2.docx", Clauses);
        var three = await ReadAsync(data, "v3.docx", Clauses);
        Assert.True(await store.LinkAsync(two, one, Token));
        Assert.True(await store.LinkAsync(three, one, Token)); // after the latest, not beside it
        Assert.Equal([one, two, three], (await store.VersionsAsync(two, Token)).Select(version => version.Id));
        Assert.False(await store.LinkAsync(one, three, Token)); // no circle
        Assert.False(await store.LinkAsync(three, Guid.NewGuid(), Token));
        Assert.Empty(await store.OpenAsync(three, Token));

        await data.Database.WriteAsync(connection => KnowledgeBase.Core.Storage.Sql.Execute(connection, "delete from document where id = $id", ("$id", two)), Token);
        Assert.Equal([one, three], (await store.VersionsAsync(one, Token)).Select(version => version.Id));
    }

    [Fact]
    public async Task EveryReadingLeavesARecordAndOmissionsAreKept()
    {
        await using var data = new TemporaryDatabase();
        var id = await ReadAsync(data, "a.docx", Clauses);
        await SaveAsync(data, id, [.. Clauses, "又一款。"]);
        var readings = await data.Documents.ReadingsAsync(id, Token);
        Assert.Equal([41, 40], readings.Select(reading => reading.Paragraphs));
        Assert.NotEqual(readings[0].TextHash, readings[1].TextHash);
        var text = await data.Documents.FindTextAsync(id, Token);
        Assert.Equal([new Omission(OmissionKind.Comment, "删掉这条", "李律师")], text!.Omissions);
    }

    private static LikenessStore Store(TemporaryDatabase data) => new(data.Database, new DocumentChanges(), data.Documents, TimeProvider.System);

    private static async Task<Guid> ReadAsync(TemporaryDatabase data, string name, IReadOnlyList<string> paragraphs)
    {
        var collection = await data.Collections.ListAsync(null, Token) is [var first, ..] ? first.Collection.Id : (await data.CreateCollectionAsync()).Id;
        var document = (await data.ReceiveAsync(collection, name, Guid.NewGuid().ToString())).Received!;
        await SaveAsync(data, document.Id, paragraphs);
        return document.Id;
    }

    private static Task<bool> SaveAsync(TemporaryDatabase data, Guid id, IReadOnlyList<string> paragraphs) => data.Ingestion.SaveTextAsync(
        id,
        new DocumentText("test", [.. paragraphs.Select(paragraph => new DocumentBlock(BlockKind.Paragraph, paragraph))], null, [])
        {
            Omissions = [new Omission(OmissionKind.Comment, "删掉这条", "李律师")],
        },
        [],
        Token);
}
