namespace KnowledgeBase.Core.Embeddings;

/// <summary>Works that wait for a decode. Callers take turns with one text each; the works of one caller keep their order.</summary>
internal sealed class EmbeddingLine
{
    private readonly LinkedList<(string Caller, Queue<EmbeddingWork> Works)> _callers = [];

    internal bool IsEmpty => _callers.Count == 0;

    internal void Add(EmbeddingWork work)
    {
        foreach (var (caller, works) in _callers)
        {
            if (string.Equals(caller, work.Caller, StringComparison.Ordinal))
            {
                works.Enqueue(work);
                return;
            }
        }

        _callers.AddLast((work.Caller, new Queue<EmbeddingWork>([work])));
    }

    /// <summary>Takes what is decoded together; nothing when only works wait that nobody wants any more.</summary>
    internal List<EmbeddingItem> Take(int maxTexts, int maxTokens)
    {
        var items = new List<EmbeddingItem>();
        var tokens = 0;
        while (items.Count < maxTexts && _callers.First is { } caller)
        {
            if (!TryPeek(caller.Value.Works, out var item))
            {
                _callers.RemoveFirst();
                continue;
            }

            // The first text is always taken: it may alone be longer than what is usually decoded together. What does not
            // fit ends the decode and begins the next one, so that nobody is passed over for ever.
            if (items.Count > 0 && (tokens + item.Tokens.Length > maxTokens || !string.Equals(item.Work.Prefix, items[0].Work.Prefix, StringComparison.Ordinal)))
                break;
            item.Work.Take();
            items.Add(item);
            tokens += item.Tokens.Length;
            _callers.RemoveFirst();
            _callers.AddLast(caller);
        }

        return items;
    }

    internal void Fail(Exception reason)
    {
        foreach (var work in _callers.SelectMany(static caller => caller.Works))
        {
            work.Fail(reason);
        }

        _callers.Clear();
    }

    private static bool TryPeek(Queue<EmbeddingWork> works, out EmbeddingItem item)
    {
        while (works.TryPeek(out var work))
        {
            if (work.IsWanted && work.TryPeek(out item))
                return true;
            works.Dequeue();
        }

        item = default;
        return false;
    }
}
