using KnowledgeBase.Core.Llama;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>Decodes texts together and hands every caller its vectors.</summary>
/// <param name="slotFor">The context for texts of up to so many tokens.</param>
internal sealed class EmbeddingDecoder(Func<int, EmbeddingSlot> slotFor)
{
    /// <exception cref="OperationCanceledException">The engine stops.</exception>
    internal void Decode(List<EmbeddingItem> items, CancellationToken stop)
    {
        EmbeddingSlot slot;
        try
        {
            slot = slotFor(items.Max(static item => item.Tokens.Length));
        }
        catch (LlamaException exception)
        {
            items.ForEach(item => item.Work.Fail(new EmbeddingException(exception.Code, exception.Message, exception)));
            return;
        }

        if (TryDecode(slot, items, stop) is not { Count: > 0 } failed)
            return;

        // One text can spoil its neighbours' numbers, so each that has none is tried once more, alone.
        slot.Renew();
        foreach (var item in failed.Where(static item => item.Work.IsWanted))
        {
            if (TryDecode(slot, [item], stop).Count > 0)
            {
                slot.Renew();
                item.Work.Fail(new EmbeddingException(LlamaException.EngineFailed, "The model gave no usable vector for a text."));
            }
        }
    }

    /// <summary>The texts that got no usable vector.</summary>
    private static List<EmbeddingItem> TryDecode(EmbeddingSlot slot, List<EmbeddingItem> items, CancellationToken stop)
    {
        using var unwanted = new UnwantedDecode(items, stop);
        float[][] raw;
        try
        {
            raw = slot.Embed([.. items.Select(static item => item.Tokens)], items.Min(static item => item.Work.Shared), unwanted.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return [];
        }
        catch (LlamaException)
        {
            return items;
        }

        var failed = new List<EmbeddingItem>();
        for (var index = 0; index < items.Count; index++)
        {
            var item = items[index];
            if (Matryoshka.Cut(raw[index], item.Work.Dimensions) is { } vector)
                item.Work.Finish(item.Index, vector);
            else
                failed.Add(item);
        }

        return failed;
    }

    /// <summary>Stops a decode when nobody waits for any of its texts any more.</summary>
    private sealed class UnwantedDecode : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly CancellationTokenSource _source;
        private int _wanted;
        private bool _ended;

        internal UnwantedDecode(List<EmbeddingItem> items, CancellationToken stop)
        {
            _source = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var works = items.Select(static item => item.Work).Distinct().ToList();
            _wanted = works.Count;
            foreach (var work in works)
            {
                work.Done.GetAwaiter().OnCompleted(OneLess);
            }
        }

        internal CancellationToken Token => _source.Token;

        public void Dispose()
        {
            lock (_gate)
            {
                _ended = true;
                _source.Dispose();
            }
        }

        private void OneLess()
        {
            lock (_gate)
            {
                if (--_wanted == 0 && !_ended)
                    _source.Cancel();
            }
        }
    }
}
