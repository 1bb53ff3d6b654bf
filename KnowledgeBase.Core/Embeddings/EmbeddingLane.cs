namespace KnowledgeBase.Core.Embeddings;

/// <summary>One thread's work: takes texts that wait, decodes them, and takes the next.</summary>
internal sealed class EmbeddingLane(Func<CancellationToken, List<EmbeddingItem>> take, EmbeddingDecoder decoder)
{
    private volatile List<EmbeddingItem> _current = [];
    private volatile bool _atWork;

    /// <summary>Whether it decodes now.</summary>
    internal bool IsAtWork => _atWork;

    /// <summary>Ends only by an exception, at the latest when it is told to stop.</summary>
    internal void Run(CancellationToken stop)
    {
        while (true)
        {
            _current = take(stop);
            _atWork = true;
            decoder.Decode(_current, stop);
            _atWork = false;
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
