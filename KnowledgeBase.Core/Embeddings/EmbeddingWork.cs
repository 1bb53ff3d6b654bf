namespace KnowledgeBase.Core.Embeddings;

/// <summary>The texts of one caller, as tokens, and what has become of them.</summary>
internal sealed class EmbeddingWork
{
    private readonly TaskCompletionSource<float[][]> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int[][] _sequences;
    private readonly int[] _order;
    private readonly float[][] _vectors;
    private int _next;
    private int _finished;

    internal EmbeddingWork(int[][] sequences, int dimensions, EmbeddingPriority priority)
    {
        (_sequences, Dimensions, Priority) = (sequences, dimensions, priority);
        _vectors = new float[sequences.Length][];

        // Texts of like length share a decode: nothing is padded, and the micro-batches are even.
        _order = [.. Enumerable.Range(0, sequences.Length).OrderByDescending(index => sequences[index].Length)];
    }

    internal int Dimensions { get; }

    internal EmbeddingPriority Priority { get; }

    /// <summary>Callers take turns.</summary>
    internal string Caller { get; init; } = "";

    /// <summary>Only texts with the same prefix share a decode; its first <see cref="Shared"/> tokens are decoded once.</summary>
    internal string Prefix { get; init; } = "";

    internal int Shared { get; init; }

    internal int Longest => _order.Length == 0 ? 0 : _sequences[_order[0]].Length;

    internal int Count => _sequences.Length;

    internal Task<float[][]> Done => _done.Task;

    /// <summary>Whether anybody still waits for it.</summary>
    internal bool IsWanted => !_done.Task.IsCompleted;

    /// <summary>The next text to be decoded; false when every one has been taken.</summary>
    internal bool TryPeek(out EmbeddingItem item)
    {
        if (_next == _order.Length)
        {
            item = default;
            return false;
        }

        var index = _order[_next];
        item = new EmbeddingItem(this, index, _sequences[index]);
        return true;
    }

    internal void Take() => _next++;

    internal void Finish(int index, float[] vector)
    {
        _vectors[index] = vector;
        if (++_finished == _vectors.Length)
            _done.TrySetResult(_vectors);
    }

    internal void Fail(Exception exception) => _done.TrySetException(exception);

    internal void Cancel(CancellationToken cancellationToken) => _done.TrySetCanceled(cancellationToken);
}

/// <summary>One text of a caller.</summary>
internal readonly record struct EmbeddingItem(EmbeddingWork Work, int Index, int[] Tokens);
