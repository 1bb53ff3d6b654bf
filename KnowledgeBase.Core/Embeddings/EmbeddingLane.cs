namespace KnowledgeBase.Core.Embeddings;

/// <summary>One thread's work: takes texts that wait, decodes them, and takes the next.</summary>
internal sealed class EmbeddingLane(Func<CancellationToken, List<EmbeddingItem>> take, EmbeddingDecoder decoder)
{
    private volatile List<EmbeddingItem> _current = [];

    /// <summary>Ends only by an exception, at the latest when it is told to stop.</summary>
    internal void Run(CancellationToken stop)
    {
        while (true)
        {
            _current = take(stop);
            decoder.Decode(_current, stop);
        }
    }

    /// <summary>The texts of the decode that did not end; finished callers keep their vectors.</summary>
    internal void Fail(EmbeddingException failure)
    {
        foreach (var item in _current)
        {
            item.Work.Fail(failure);
        }
    }
}
