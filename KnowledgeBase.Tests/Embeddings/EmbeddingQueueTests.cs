using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Tests.Embeddings;

public sealed class EmbeddingQueueTests
{
    [Fact]
    public void QueriesGoFirstButNotForEver()
    {
        using var queue = new EmbeddingQueue();
        var indexing = Work(EmbeddingPriority.Indexing, 5);
        queue.Add(indexing);
        for (var index = 0; index < 20; index++)
        {
            queue.Add(Work(EmbeddingPriority.Query, 100));
        }

        var order = Enumerable.Range(0, 21).Select(_ => queue.Take(64, 100, CancellationToken.None).Single().Work.Priority).ToList();
        Assert.Equal(8, order.IndexOf(EmbeddingPriority.Indexing));
    }

    [Fact]
    public void TextsOfSeveralCallersShareADecodeUpToTheLimits()
    {
        using var queue = new EmbeddingQueue();
        queue.Add(Work(EmbeddingPriority.Indexing, 30, 10, 20));
        queue.Add(Work(EmbeddingPriority.Indexing, 25, 500));
        Assert.Equal([30, 20, 10], Lengths(queue.Take(64, 100, CancellationToken.None)));
        Assert.Equal([500], Lengths(queue.Take(64, 100, CancellationToken.None)));
        queue.Add(Work(EmbeddingPriority.Indexing, 1, 1, 1));
        Assert.Equal([25, 1], Lengths(queue.Take(2, 100, CancellationToken.None)));
    }

    [Fact]
    public void CallersTakeTurns()
    {
        using var queue = new EmbeddingQueue();
        queue.Add(Work(EmbeddingPriority.Indexing, "many", 10, 10, 10, 10, 10, 10));
        queue.Add(Work(EmbeddingPriority.Indexing, "one", 10));
        Assert.Equal(["many", "one", "many"], queue.Take(3, 100, CancellationToken.None).Select(item => item.Work.Caller));
        queue.Add(Work(EmbeddingPriority.Indexing, "long", 90));
        Assert.Equal(["many"], queue.Take(64, 95, CancellationToken.None).Select(item => item.Work.Caller));
        Assert.Equal(["long"], queue.Take(64, 95, CancellationToken.None).Select(item => item.Work.Caller));
        Assert.Equal(["many", "many", "many"], queue.Take(64, 95, CancellationToken.None).Select(item => item.Work.Caller));
    }

    [Fact]
    public void OneTextIsNotBehindAThousandOfAnotherCaller()
    {
        using var queue = new EmbeddingQueue();
        queue.Add(Work(EmbeddingPriority.Indexing, "many", [.. Enumerable.Repeat(20, 1000)]));
        queue.Take(64, 512, CancellationToken.None);
        queue.Add(Work(EmbeddingPriority.Indexing, "one", 20));
        Assert.Contains(queue.Take(64, 512, CancellationToken.None), item => item.Work.Caller == "one");
    }

    [Fact]
    public void ShortQueriesHaveALineOfTheirOwn()
    {
        using var queue = new EmbeddingQueue { Short = (50, 2) };
        queue.Add(Work(EmbeddingPriority.Query, 51));
        queue.Add(Work(EmbeddingPriority.Query, 5, 5, 5));
        queue.Add(Work(EmbeddingPriority.Query, 50));
        queue.Add(Work(EmbeddingPriority.Indexing, 7));
        Assert.Equal([50], Lengths(queue.TakeShort(64, 100, CancellationToken.None)));
        Assert.Equal([51, 5, 5, 5], Lengths(queue.Take(64, 100, CancellationToken.None)));
        Assert.Equal([7], Lengths(queue.Take(64, 100, CancellationToken.None)));
    }

    [Fact]
    public void TheOtherThreadHelpsWithShortQueriesWhenItHasNothingElseToDo()
    {
        using var queue = new EmbeddingQueue { Short = (50, 2) };
        for (var length = 1; length <= 4; length++)
        {
            queue.Add(Work(EmbeddingPriority.Query, length));
        }

        queue.Add(Work(EmbeddingPriority.Indexing, 90));
        Assert.Equal([1], Lengths(queue.TakeShort(1, 100, CancellationToken.None)));
        Assert.Equal([90], Lengths(queue.Take(64, 100, CancellationToken.None)));
        Assert.Equal([2, 3], Lengths(queue.Take(2, 100, CancellationToken.None)));
        Assert.Equal([4], Lengths(queue.TakeShort(1, 100, CancellationToken.None)));
    }

    [Fact]
    public void OnlyTextsWithTheSamePrefixShareADecode()
    {
        using var queue = new EmbeddingQueue();
        foreach (var prefix in new[] { "a", "a", "b" })
        {
            queue.Add(new EmbeddingWork([new int[5]], 32, EmbeddingPriority.Query) { Prefix = prefix });
        }

        Assert.Equal(["a", "a"], queue.Take(64, 100, CancellationToken.None).Select(item => item.Work.Prefix));
        Assert.Equal(["b"], queue.Take(64, 100, CancellationToken.None).Select(item => item.Work.Prefix));
    }

    [Fact]
    public void WhatNobodyWaitsForIsSkipped()
    {
        using var queue = new EmbeddingQueue();
        var unwanted = Work(EmbeddingPriority.Query, 7);
        queue.Add(unwanted);
        queue.Add(Work(EmbeddingPriority.Query, 8));
        unwanted.Cancel(new CancellationToken(canceled: true));
        Assert.Equal([8], Lengths(queue.Take(64, 100, CancellationToken.None)));
    }

    [Fact]
    public async Task AClosedQueueFailsWhatWaitsAndWhatComes()
    {
        using var queue = new EmbeddingQueue();
        var before = Work(EmbeddingPriority.Query, 1);
        var after = Work(EmbeddingPriority.Query, 1);
        queue.Add(before);
        queue.Close(new EmbeddingException("engine_failed", "stopped"));
        queue.Add(after);
        await Assert.ThrowsAsync<EmbeddingException>(() => before.Done);
        await Assert.ThrowsAsync<EmbeddingException>(() => after.Done);
    }

    private static EmbeddingWork Work(EmbeddingPriority priority, params int[] lengths) => Work(priority, "", lengths);

    private static EmbeddingWork Work(EmbeddingPriority priority, string caller, params int[] lengths) =>
        new([.. lengths.Select(length => new int[length])], 32, priority) { Caller = caller };

    private static IEnumerable<int> Lengths(IEnumerable<EmbeddingItem> items) => items.Select(item => item.Tokens.Length);
}
