namespace KnowledgeBase.Core.Embeddings;

/// <summary>
/// What waits for the engine's two threads. Short queries have one of their own, so that indexing never keeps them
/// waiting; when there are more of them than it has time for, the other one helps, if nothing else waits for it. Long
/// queries go before indexing, but not for ever: after a row of them the indexing that waits gets a decode.
/// </summary>
internal sealed class EmbeddingQueue : IDisposable
{
    private const int QueriesInARow = 8;

    private readonly Lock _gate = new();
    private readonly EmbeddingLine _short = new();
    private readonly EmbeddingLine _long = new();
    private readonly EmbeddingLine _indexing = new();
    private readonly SemaphoreSlim _shortAdded = new(0);
    private readonly SemaphoreSlim _otherAdded = new(0);
    private int _queriesInARow;
    private bool _shortIsBusy;
    private Exception? _closed;

    /// <summary>Most tokens of a short query's text, and most texts of it.</summary>
    internal (int Tokens, int Texts) Short { get; set; }

    internal void Add(EmbeddingWork work)
    {
        lock (_gate)
        {
            if (_closed is not null)
            {
                work.Fail(_closed);
                return;
            }

            var isQuery = work.Priority == EmbeddingPriority.Query;
            var isShort = isQuery && work.Longest <= Short.Tokens && work.Count <= Short.Texts;
            (isShort ? _short : isQuery ? _long : _indexing).Add(work);
            if (isShort)
                _shortAdded.Release();
            _otherAdded.Release();
        }
    }

    /// <summary>Waits for short queries, and takes those that are decoded together.</summary>
    internal List<EmbeddingItem> TakeShort(int maxTexts, int maxTokens, CancellationToken cancellationToken) =>
        Take(_shortAdded, () => _short, busy => _shortIsBusy = busy, maxTexts, maxTokens, cancellationToken);

    /// <summary>Waits for long queries and texts to be indexed, and takes those that are decoded together.</summary>
    internal List<EmbeddingItem> Take(int maxTexts, int maxTokens, CancellationToken cancellationToken) =>
        Take(_otherAdded, Choose, static _ => { }, maxTexts, maxTokens, cancellationToken);

    /// <summary>Everything that waits, and everything that comes later, fails with this.</summary>
    internal void Close(Exception reason)
    {
        lock (_gate)
        {
            _closed ??= reason;
            _short.Fail(reason);
            _long.Fail(reason);
            _indexing.Fail(reason);
        }
    }

    public void Dispose()
    {
        _shortAdded.Dispose();
        _otherAdded.Dispose();
    }

    private List<EmbeddingItem> Take(
        SemaphoreSlim added, Func<EmbeddingLine> choose, Action<bool> tell, int maxTexts, int maxTokens, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                tell(false);
                for (var line = choose(); !line.IsEmpty; line = choose())
                {
                    if (line.Take(maxTexts, maxTokens) is { Count: > 0 } items)
                    {
                        tell(true);
                        return items;
                    }
                }
            }

            added.Wait(cancellationToken);
        }
    }

    private EmbeddingLine Choose()
    {
        if (_shortIsBusy && _long.IsEmpty && _indexing.IsEmpty)
            return _short;
        var chosen = !_long.IsEmpty && (_indexing.IsEmpty || _queriesInARow < QueriesInARow) ? _long : _indexing;
        _queriesInARow = ReferenceEquals(chosen, _long) ? _queriesInARow + 1 : 0;
        return chosen;
    }
}
