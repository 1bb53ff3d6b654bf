namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>
/// Vectors that may be among the best k, told from bounds of their scores: whatever cannot reach the k-th greatest lower
/// bound is provably not. What is left is scored exactly.
/// </summary>
internal sealed class Candidates(int k, float minimum)
{
    private readonly List<(long ChunkId, float Upper)> _possible = [];
    private readonly TopK _lower = new(k);
    private float _threshold = float.NegativeInfinity;
    private int _pruneAt = 4096;

    public void Add(long chunkId, float score, float error)
    {
        var upper = score + error;
        if (upper < minimum || upper < _threshold)
        {
            return;
        }

        _possible.Add((chunkId, upper));
        _lower.Add(chunkId, score - error);
        _threshold = _lower.Least;
        if (_possible.Count >= _pruneAt)
        {
            Prune();
            _pruneAt = Math.Max(4096, 2 * _possible.Count);
        }
    }

    /// <summary>Takes over what another thread found.</summary>
    public void Merge(Candidates other)
    {
        _possible.AddRange(other._possible);
        foreach (var (chunkId, lower) in other._lower.Take())
        {
            _lower.Add(chunkId, lower);
        }

        _threshold = _lower.Least;
    }

    public IReadOnlyList<long> Take()
    {
        Prune();
        return [.. _possible.Select(candidate => candidate.ChunkId)];
    }

    private void Prune() => _possible.RemoveAll(candidate => candidate.Upper < _threshold);
}
