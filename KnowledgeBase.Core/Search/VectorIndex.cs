using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Numerics.Tensors;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Search;

/// <summary>
/// The vectors of ready documents in memory, one list per collection and identity, so that a search can reach neither
/// another collection nor vectors of another model. Loaded at the first search, kept true by what ingestion tells.
/// Exact: every vector is compared.
/// </summary>
public sealed class VectorIndex : IDisposable
{
    private readonly KnowledgeBaseDatabase _database;
    private readonly ILogger<VectorIndex> _logger;
    private readonly ConcurrentDictionary<(Guid Collection, int Identity), Segments> _segments = new();
    private readonly IDisposable _subscription;

    public VectorIndex(KnowledgeBaseDatabase database, DocumentChanges changes, ILogger<VectorIndex> logger)
    {
        (_database, _logger) = (database, logger);
        _subscription = changes.Subscribe(Apply);
    }

    /// <summary>Chunk numbers and cosines, best first, and how many vectors were compared.</summary>
    /// <param name="query">L2-normalised, as many values as the identity has dimensions.</param>
    public async Task<(IReadOnlyList<(long ChunkId, float Cosine)> Hits, int Scanned)> SearchAsync(
        IReadOnlyList<(Guid Collection, int Identity)> sources, ReadOnlyMemory<float> query, int topK, float minCosine,
        IReadOnlyCollection<Guid>? documentIds, CancellationToken cancellationToken)
    {
        var top = new TopK(topK);
        var scanned = 0;
        foreach (var source in sources)
        {
            var segments = _segments.GetOrAdd(source, static _ => new Segments());
            var documents = await segments.LoadAsync(() => _database.ReadAsync(connection => ReadVectors(connection, source, null), cancellationToken), cancellationToken);
            foreach (var (id, vectors) in documents)
            {
                if (documentIds is null || documentIds.Contains(id))
                {
                    scanned += vectors.Scan(query.Span, minCosine, top);
                }
            }
        }

        return (top.Take(), scanned);
    }

    public void Dispose() => _subscription.Dispose();

    private void Apply(DocumentChange change)
    {
        var document = change.Document;
        foreach (var (source, segments) in _segments)
        {
            if (source.Collection != document.CollectionId)
            {
                continue;
            }

            if (!change.Removed && document.Status == DocumentStatus.Ready && document.IdentityId == source.Identity)
            {
                segments.Change(async documents =>
                {
                    var read = await _database.ReadAsync(connection => ReadVectors(connection, source, document.Id));
                    return read.TryGetValue(document.Id, out var vectors) ? documents.SetItem(document.Id, vectors) : documents.Remove(document.Id);
                });
            }
            else
            {
                segments.Change(documents => Task.FromResult(documents.Remove(document.Id)));
            }
        }
    }

    private ImmutableDictionary<Guid, DocumentVectors> ReadVectors(
        Microsoft.Data.Sqlite.SqliteConnection connection, (Guid Collection, int Identity) source, Guid? documentId)
    {
        var damaged = 0;
        var rows = connection.Query(
            """
            select d.id, v.chunk_id, v.value, v.crc
            from document d join chunk c on c.document_id = d.id join vector v on v.chunk_id = c.id
            where d.collection_id = $collection and d.status = 'ready' and d.identity_id = $identity and v.identity_id = $identity
              and ($document is null or d.id = $document)
            order by d.id, c.ordinal
            """,
            row =>
            {
                var value = row.GetFieldValue<byte[]>(2);
                var whole = VectorBlob.Checksum(value) == (uint)row.GetInt64(3);
                damaged += whole ? 0 : 1;
                return (Document: row.GetId(0), Chunk: row.GetInt64(1), Value: whole ? value : null);
            },
            ("$collection", source.Collection), ("$identity", source.Identity), ("$document", documentId));
        if (damaged > 0)
        {
            // A damaged vector must not give a wrong score; its chunk is left out until the document is read again.
            Log.DamagedVectors(_logger, damaged, source.Collection);
        }

        return rows.Where(row => row.Value is not null).GroupBy(row => row.Document)
            .ToImmutableDictionary(group => group.Key, group => DocumentVectors.Of([.. group.Select(row => (row.Chunk, row.Value!))]));
    }

    /// <summary>One document's vectors, one after the other.</summary>
    private sealed record DocumentVectors(long[] ChunkIds, float[] Values)
    {
        public static DocumentVectors Of((long Chunk, byte[] Value)[] rows)
        {
            var dimensions = rows[0].Value.Length / 2;
            var values = new float[rows.Length * dimensions];
            for (var i = 0; i < rows.Length; i++)
            {
                VectorBlob.Decode(rows[i].Value, values.AsSpan(i * dimensions, dimensions));
            }

            return new DocumentVectors([.. rows.Select(row => row.Chunk)], values);
        }

        public int Scan(ReadOnlySpan<float> query, float minCosine, TopK top)
        {
            var dimensions = Values.Length / ChunkIds.Length;
            for (var i = 0; i < ChunkIds.Length; i++)
            {
                var cosine = Math.Clamp(TensorPrimitives.Dot(query, Values.AsSpan(i * dimensions, dimensions)), -1, 1);
                if (cosine >= minCosine)
                {
                    top.Add(ChunkIds[i], cosine);
                }
            }

            return ChunkIds.Length;
        }
    }

    /// <summary>Copy on write: a search goes on over the list that it began with.</summary>
    private sealed class Segments
    {
        private readonly Lock _lock = new();
        private Task<ImmutableDictionary<Guid, DocumentVectors>>? _documents;

        public async Task<ImmutableDictionary<Guid, DocumentVectors>> LoadAsync(
            Func<Task<ImmutableDictionary<Guid, DocumentVectors>>> load, CancellationToken cancellationToken)
        {
            Task<ImmutableDictionary<Guid, DocumentVectors>> documents;
            lock (_lock)
            {
                if (_documents is null or { IsFaulted: true } or { IsCanceled: true })
                {
                    _documents = load();
                }

                documents = _documents;
            }

            return await documents.WaitAsync(cancellationToken);
        }

        /// <summary>Queues a change behind what is being loaded; nothing to do before the first search.</summary>
        public void Change(Func<ImmutableDictionary<Guid, DocumentVectors>, Task<ImmutableDictionary<Guid, DocumentVectors>>> change)
        {
            lock (_lock)
            {
                _documents = _documents is { } before ? After(before) : null;
            }

            async Task<ImmutableDictionary<Guid, DocumentVectors>> After(Task<ImmutableDictionary<Guid, DocumentVectors>> before) =>
                await change(await before);
        }
    }
}
