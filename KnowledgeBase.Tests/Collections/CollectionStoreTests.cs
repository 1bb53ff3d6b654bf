using KnowledgeBase.Core.Collections;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Collections;

public sealed class CollectionStoreTests
{
    [Fact]
    public async Task TheCreatorOwnsHisCollection()
    {
        await using var data = new TemporaryDatabase();
        var collection = await data.CreateCollectionAsync();
        Assert.Equal(MemberRole.Owner, await data.Collections.RoleOfAsync(collection.Id, "user-1", CancellationToken.None));
        Assert.Null(await data.Collections.RoleOfAsync(collection.Id, "user-2", CancellationToken.None));
        Assert.Equal(collection, await data.Collections.FindAsync(collection.Id, CancellationToken.None), EqualButForMilliseconds);
    }

    [Fact]
    public async Task ListsOnlyTheCollectionsOfAMember()
    {
        await using var data = new TemporaryDatabase();
        var mine = await data.CreateCollectionAsync("mine");
        var theirs = await data.Collections.CreateAsync("theirs", CollectionKind.General, "", "user-2", CancellationToken.None);
        Assert.Equal([mine.Id], (await data.Collections.ListAsync("user-1", CancellationToken.None)).Select(item => item.Collection.Id));
        await data.Collections.SetMemberAsync(theirs.Id, "user-1", MemberRole.Viewer, CancellationToken.None);
        await data.Collections.SetMemberAsync(theirs.Id, "user-1", MemberRole.Editor, CancellationToken.None);
        Assert.Equal(MemberRole.Editor, await data.Collections.RoleOfAsync(theirs.Id, "user-1", CancellationToken.None));
        Assert.Equal(2, (await data.Collections.ListAsync("user-1", CancellationToken.None)).Count);
        await data.Collections.RemoveMemberAsync(theirs.Id, "user-1", CancellationToken.None);
        Assert.Single(await data.Collections.ListAsync("user-1", CancellationToken.None));
    }

    [Fact]
    public async Task RenamesAndDeletes()
    {
        await using var data = new TemporaryDatabase();
        var collection = await data.CreateCollectionAsync();
        Assert.True(await data.Collections.UpdateAsync(collection.Id, " 销售合同 ", "2026", CancellationToken.None));
        Assert.Equal("销售合同", (await data.Collections.FindAsync(collection.Id, CancellationToken.None))!.Name);
        Assert.True(await data.Collections.DeleteAsync(collection.Id, CancellationToken.None));
        Assert.False(await data.Collections.DeleteAsync(collection.Id, CancellationToken.None));
        Assert.False(await data.Collections.UpdateAsync(collection.Id, "x", "", CancellationToken.None));
    }

    private static bool EqualButForMilliseconds(Collection? a, Collection? b) =>
        a is not null && b is not null && a with { CreatedAt = default } == b with { CreatedAt = default }
        && Math.Abs((a.CreatedAt - b.CreatedAt).TotalMilliseconds) < 1;
}
