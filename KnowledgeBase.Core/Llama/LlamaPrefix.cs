using KnowledgeBase.Core.Llama.Native;

namespace KnowledgeBase.Core.Llama;

/// <summary>
/// The first tokens of sequence 0, which stay in a context's cache from call to call: an instruction that stands before
/// every query is decoded once. Sequences of one call share them.
/// </summary>
internal sealed class LlamaPrefix(nint memory)
{
    private const int ToTheEnd = -1;

    private int[] _kept = [];

    internal static void Check(IReadOnlyList<int[]> sequences, int shared)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shared);
        foreach (var tokens in sequences)
        {
            // The last token is decoded for itself, as it gives the vector.
            if (shared >= tokens.Length || !tokens.AsSpan(0, shared).SequenceEqual(sequences[0].AsSpan(0, shared)))
                throw new ArgumentException($"The texts do not share {shared} tokens.", nameof(shared));
        }
    }

    /// <summary>Leaves just these tokens in the cache, if they are there; true when nothing has to be decoded.</summary>
    internal bool Keeps(ReadOnlySpan<int> prefix)
    {
        if (prefix.IsEmpty || !prefix.SequenceEqual(_kept))
            return false;
        LlamaNative.KeepInMemory(memory, 0);
        return LlamaNative.RemoveFromMemory(memory, 0, prefix.Length, ToTheEnd);
    }

    /// <summary>The tokens are in sequence 0: gives them to the others of the call too.</summary>
    internal void Share(ReadOnlySpan<int> prefix, int sequences)
    {
        if (!prefix.SequenceEqual(_kept))
            _kept = prefix.ToArray();
        for (var sequence = 1; sequence < sequences && !prefix.IsEmpty; sequence++)
        {
            LlamaNative.CopyInMemory(memory, 0, sequence, 0, prefix.Length);
        }
    }

    /// <summary>Empties the cache. It is metadata only, and fast.</summary>
    internal void Clear()
    {
        _kept = [];
        if (memory != 0)
            LlamaNative.ClearMemory(memory, data: false);
    }
}
