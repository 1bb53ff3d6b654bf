using System.Collections.Immutable;

namespace KnowledgeBase.Core.Search.Vectors;

/// <summary>The documents or entries of one collection and identity. Copy on write: a search goes on over the list that it began with.</summary>
internal sealed class VectorSegments
{
    private readonly Lock _lock = new();
    private Task<ImmutableDictionary<Guid, VectorCodes>>? _owners;

    /// <summary>What is in memory now; empty while loading.</summary>
    public ImmutableDictionary<Guid, VectorCodes> Loaded
    {
        get
        {
            lock (_lock)
            {
                return _owners is { IsCompletedSuccessfully: true } owners ? owners.GetAwaiter().GetResult() : ImmutableDictionary<Guid, VectorCodes>.Empty;
            }
        }
    }

    /// <summary>Loads at the first call, or again after a failure; a caller that gives up does not stop the others.</summary>
    public async Task<ImmutableDictionary<Guid, VectorCodes>> LoadAsync(
        Func<Task<ImmutableDictionary<Guid, VectorCodes>>> load, CancellationToken cancellationToken)
    {
        Task<ImmutableDictionary<Guid, VectorCodes>> owners;
        lock (_lock)
        {
            if (_owners is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _owners = load();
            }

            owners = _owners;
        }

        return await owners.WaitAsync(cancellationToken);
    }

    /// <summary>Queues a change behind what is being loaded; nothing to do before the first search.</summary>
    public void Change(Func<ImmutableDictionary<Guid, VectorCodes>, Task<ImmutableDictionary<Guid, VectorCodes>>> change)
    {
        lock (_lock)
        {
            _owners = _owners is { } before ? After(before) : null;
        }

        async Task<ImmutableDictionary<Guid, VectorCodes>> After(Task<ImmutableDictionary<Guid, VectorCodes>> before) =>
            await change(await before);
    }
}
