namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>Keeps the k greatest of what it is shown; equal ones in the order of their keys, so that results never vary.</summary>
internal sealed class TopK(int k)
{
    private readonly PriorityQueue<(long Key, float Score), (float Score, long Key)> _kept = new(k + 1, Comparer<(float Score, long Key)>.Create(
        static (a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : b.Key.CompareTo(a.Key)));

    /// <summary>The least of the kept scores, which a new one has to reach; negative infinity as long as there is room.</summary>
    public float Least => _kept.Count == k && _kept.TryPeek(out var least, out _) ? least.Score : float.NegativeInfinity;

    public void Add(long key, float score)
    {
        if (_kept.Count < k)
        {
            _kept.Enqueue((key, score), (score, key));
        }
        else if (_kept.TryPeek(out _, out var least) && score >= least.Score)
        {
            _kept.EnqueueDequeue((key, score), (score, key));
        }
    }

    /// <summary>The kept ones, greatest first; empties the queue.</summary>
    public IReadOnlyList<(long Key, float Score)> Take()
    {
        var taken = new (long, float)[_kept.Count];
        for (var i = taken.Length - 1; i >= 0; i--)
        {
            taken[i] = _kept.Dequeue();
        }

        return taken;
    }
}
