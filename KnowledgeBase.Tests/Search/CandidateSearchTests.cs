using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Core.Search.Vectors;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Search;

public sealed class CandidateSearchTests
{
    [Fact]
    public async Task HybridWeighsMeaningAndWordsAndKeepsTheCosine()
    {
        await using var data = new TemporaryDatabase();
        using var index = new ChunkVectorIndex(data.Database, data.Changes, NullLogger<ChunkVectorIndex>.Instance);
        var collection = await data.CreateCollectionAsync();
        var identity = await data.Identities.IdOfAsync(new EmbeddingIdentity("m", "m", "mean", "", 2, 1), CancellationToken.None);
        await data.CreateReadyAsync(
            collection.Id, "a.txt", identity,
            ("供应商迟延交付货物的责任", [1f, 0f]), ("违约金按逾期天数计算", [0.9f, 0.4359f]), ("保密义务", [0f, 1f]), ("付款方式", [0f, 1f]));
        var search = new CandidateSearch(index, new KeywordSearch(data.Database), new SearchStore(data.Database));
        var group = new SearchGroup([(collection.Id, identity)], new[] { 1f, 0f }, 0.5);

        var semantic = await Search(SearchMode.Semantic);
        Assert.Equal([1, 2, 3, 4], semantic.Select(hit => hit.ChunkId));
        Assert.All(semantic, hit => Assert.Null(hit.Scores.Fused));

        var keyword = Assert.Single(await Search(SearchMode.Keyword));
        Assert.Equal(2, keyword.ChunkId);
        Assert.Equal(0.9, keyword.Cosine, 3);
        Assert.Equal((null, 1), (keyword.Scores.VectorRank, keyword.Scores.KeywordRank));

        var hybrid = await Search(SearchMode.Hybrid);
        Assert.Equal(2, hybrid[0].ChunkId);
        Assert.Equal(0.9, hybrid[0].Cosine, 3);
        Assert.Equal((0.5 * 0.9) + (0.5 * hybrid[0].Scores.Keyword!.Value), hybrid[0].Scores.Fused!.Value, 3);
        Assert.Equal((2, 1), (hybrid[0].Scores.VectorRank, hybrid[0].Scores.KeywordRank));
        Assert.Equal((1, null), (hybrid[1].Scores.VectorRank, hybrid[1].Scores.KeywordRank));

        // By ranks: second by meaning and first by words, against first by meaning alone.
        var ranked = await Search(SearchMode.Hybrid, FusionKind.ReciprocalRank);
        Assert.Equal(2, ranked[0].ChunkId);
        Assert.Equal((0.5 * 61 / 62) + 0.5, ranked[0].Scores.Fused!.Value, 6);
        Assert.Equal(0.5, ranked[1].Scores.Fused!.Value, 6);

        async Task<IReadOnlyList<Candidate>> Search(SearchMode mode, FusionKind fusion = FusionKind.Weighted) => (await search.SearchAsync(
            new SearchRequest([collection.Id], "逾期违约金", 10, Mode: mode, Fusion: fusion), group, CancellationToken.None)).Candidates;
    }
}
