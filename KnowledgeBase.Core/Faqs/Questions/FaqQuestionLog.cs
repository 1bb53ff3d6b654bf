using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace KnowledgeBase.Core.Faqs.Questions;

/// <summary>
/// Keeps the questions that were asked, unless the collection keeps none. Written a few times a second, many at once: an
/// answer does not wait for the disk.
/// </summary>
public sealed class FaqQuestionLog(FaqQuestionStore store, FaqSettingsStore settings, TimeProvider time) : IDisposable
{
    private readonly ConcurrentQueue<FaqAsked> _waiting = new();
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Raised on any thread when questions of some collections have been stored.</summary>
    public event Action<IReadOnlyCollection<Guid>>? Stored;

    public void Dispose() => _gate.Dispose();

    /// <summary>The number by which the asker may say whether the answer helped; null when questions are not kept.</summary>
    public async Task<long?> AddAsync(Guid collectionId, FaqSource source, string question, FaqMatchResult result, CancellationToken cancellationToken)
    {
        if ((await settings.FindAsync(collectionId, cancellationToken)).LogDays == 0)
        {
            return null;
        }

        // Below 2^53, so that a browser's numbers hold it.
        var id = (BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & ((1L << 52) - 1)) + 1;
        var best = result.Matches.Count > 0 ? result.Matches[0] : null;
        _waiting.Enqueue(new FaqAsked(
            id, collectionId, time.GetUtcNow(), source, QuestionMask.Apply(question.Trim()), best?.Entry.Id, best?.Cosine, result.IsConfident, null, false));
        return id;
    }

    /// <summary>Says whether an answer helped. False when this collection has no such question.</summary>
    public async Task<bool> SetHelpfulAsync(Guid collectionId, long id, bool helpful, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        var found = await store.SetHelpfulAsync(collectionId, id, helpful, cancellationToken);
        if (found)
        {
            Stored?.Invoke([collectionId]);
        }

        return found;
    }

    /// <summary>Writes what waits.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var batch = new List<FaqAsked>();
            while (batch.Count < 1000 && _waiting.TryDequeue(out var asked))
            {
                batch.Add(asked);
            }

            if (batch.Count > 0)
            {
                try
                {
                    await store.AddAsync(batch, cancellationToken);
                }
                catch
                {
                    batch.ForEach(_waiting.Enqueue);
                    throw;
                }

                Stored?.Invoke([.. batch.Select(asked => asked.CollectionId).Distinct()]);
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}
