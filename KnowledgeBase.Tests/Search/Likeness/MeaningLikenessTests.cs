using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Likeness;
using KnowledgeBase.Core.Search.Likeness;
using KnowledgeBase.Tests.Architecture;
using KnowledgeBase.Tests.EndToEnd;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Search.Likeness;

/// <summary>Documents that say nearly the same in other words, with the bundled model.</summary>
public sealed class MeaningLikenessTests
{
    [Fact]
    public async Task FindsAContractThatWasRewordedAndNoneThatIsOnlyOfItsKind()
    {
        using var folder = new TemporaryFolder();
        await using var core = await RunningCore.StartAsync(folder.Path);
        var collection = await core.CreateCollectionAsync();
        var first = await core.AddReadyAsync(collection.Id, "lease_a.txt", Paragraphs("lease_zh_a.txt"));
        var other = await core.AddReadyAsync(collection.Id, "license.txt", Paragraphs("license_en_a.txt"));
        var reworded = await core.AddReadyAsync(collection.Id, "lease_b.txt", Paragraphs("lease_zh_b.txt"));
        var store = core.Get<LikenessStore>();
        // Its wording shares too little with the first for that alone.
        Assert.Empty(await store.OpenAsync(reworded.Id, CancellationToken.None));

        using var worker = new MeaningLikenessWorker(core.Get<MeaningLikeness>(), store, core.Get<DocumentChanges>(), NullLogger<MeaningLikenessWorker>.Instance);
        while (await worker.StepAsync(CancellationToken.None))
        {
        }

        var like = Assert.Single(await store.OpenAsync(reworded.Id, CancellationToken.None));
        Assert.Equal((first.Id, true, false), (like.OtherId, like.IsByMeaning, like.IsSameText));
        Assert.InRange(like.Similarity, 0.5, 1);
        Assert.Empty(await store.OpenAsync(first.Id, CancellationToken.None)); // nothing was there before it
        Assert.Empty(await store.OpenAsync(other.Id, CancellationToken.None));
        Assert.False(await worker.StepAsync(CancellationToken.None)); // each once
    }

    [Fact]
    public void BothMustBeFoundInEachOther()
    {
        (int, float[])[] whole = [(10, [1, 0]), (10, [0, 1]), (20, [-1, 0])];
        Assert.Equal(1, MeaningLikeness.Share(whole, whole));
        Assert.Equal(0.5, MeaningLikeness.Share(whole[..2], whole)); // all of the part, half of the whole
        Assert.Equal(0, MeaningLikeness.Share(whole, []));
    }

    private static string[] Paragraphs(string name) =>
        [.. File.ReadAllLines(Path.Combine(Checkout.Root, "KnowledgeBase.Tests/Fixtures/contracts/own", name)).Select(line => line.Trim()).Where(line => line.Length > 0)];
}
