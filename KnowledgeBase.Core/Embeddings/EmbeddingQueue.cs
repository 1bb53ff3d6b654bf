namespace KnowledgeBase.Core.Embeddings;

/// <summary>
/// What waits for the engine's thread. Queries go before indexing, but not for ever: after a row of query decodes the
/// indexing that waits gets one. Texts of several callers share a decode.
/// </summary>
internal sealed class EmbeddingQueue : IDisposable
{
    private const int QueriesInARow = 8;

    private readonly Lock _gate = new();
    private readonly LinkedList<EmbeddingWork> _queries = [];
    private readonly LinkedList<EmbeddingWork> _indexing = [];
    private readonly SemaphoreSlim _signal = new(0);
    private int _queriesInARow;
    private Exception? _closed;

    internal void Add(EmbeddingWork work)
    {
        lock (_gate)
        {
            if (_closed is not null)
            {
                work.Fail(_closed);
                return;
            }

            (work.Priority == EmbeddingPriority.Query ? _queries : _indexing).AddLast(work);
            _signal.Release();
        }
    }

    /// <summary>Waits for texts, and takes those that are decoded together.</summary>
    internal List<EmbeddingItem> Take(int maxTexts, int maxTokens, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                var items = new List<EmbeddingItem>();
                Pack(Choose(), items, maxTexts, maxTokens);
                if (items.Count > 0)
                    return items;
            }

            _signal.Wait(cancellationToken);
        }
    }

    /// <summary>Everything that waits, and everything that comes later, fails with this.</summary>
    internal void Close(Exception reason)
    {
        lock (_gate)
        {
            _closed ??= reason;
            foreach (var work in _queries.Concat(_indexing))
            {
                work.Fail(reason);
            }

            _queries.Clear();
            _indexing.Clear();
        }
    }

    public void Dispose() => _signal.Dispose();

    private LinkedList<EmbeddingWork> Choose()
    {
        var chosen = _queries.Count > 0 && (_indexing.Count == 0 || _queriesInARow < QueriesInARow) ? _queries : _indexing;
        _queriesInARow = ReferenceEquals(chosen, _queries) ? _queriesInARow + 1 : 0;
        return chosen;
    }

    private static void Pack(LinkedList<EmbeddingWork> waiting, List<EmbeddingItem> items, int maxTexts, int maxTokens)
    {
        var tokens = 0;
        while (waiting.First is { } first)
        {
            while (first.Value.IsWanted && first.Value.TryPeek(out var item))
            {
                // The first text is always taken: it may alone be longer than what is usually decoded together.
                if (items.Count == maxTexts || (items.Count > 0 && tokens + item.Tokens.Length > maxTokens))
                    return;
                first.Value.Take();
                items.Add(item);
                tokens += item.Tokens.Length;
            }

            waiting.Remove(first);
        }
    }
}
