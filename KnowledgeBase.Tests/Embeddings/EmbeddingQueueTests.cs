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

    private static EmbeddingWork Work(EmbeddingPriority priority, params int[] lengths) =>
        new([.. lengths.Select(length => new int[length])], 32, priority);

    private static IEnumerable<int> Lengths(IEnumerable<EmbeddingItem> items) => items.Select(item => item.Tokens.Length);
}
