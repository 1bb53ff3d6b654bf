using System.Collections.Concurrent;
using System.Text.Json;
using KnowledgeBase.Core.Search.Vectors;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Search.Map;

/// <summary>Draws maps in the background, one at a time, and keeps each as long as the collection has the same passages.</summary>
public sealed class CollectionMaps(ChunkVectorIndex index, KnowledgeBaseDatabase database, ILogger<CollectionMaps> logger) : IDisposable
{
    /// <summary>More points cannot be told apart on a screen; neighbours are looked for among all pairs.</summary>
    public const int MaximumPoints = 2000;

    private const int TextLength = 90;

    private readonly ConcurrentDictionary<(Guid Collection, int Identity), (long Of, MapState State)> _known = new();
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _end = new();

    /// <summary>Raised on any thread when the map of a collection has got further.</summary>
    public event Action<Guid>? Changed;

    /// <summary>The map, or how far it is; one that is not there or not true any more is begun.</summary>
    public async Task<MapState> OfAsync(Guid collectionId, int identityId, CancellationToken cancellationToken)
    {
        var ids = await index.IdsAsync(collectionId, identityId, cancellationToken);
        var key = (collectionId, identityId);
        // Chunk numbers are never used twice: their sum and number tell one set from another.
        var of = ids.Aggregate((long)ids.Count, (sum, item) => unchecked((sum * 31) + item.Id));
        if (_known.TryGetValue(key, out var known) && known.Of == of && !known.State.HasFailed)
        {
            return known.State;
        }

        var begun = new MapState(0, ids.Count == 0 ? new CollectionMap([], [], [], 0) : null);
        _known[key] = (of, begun);
        if (ids.Count > 0)
        {
            _ = Task.Run(() => DrawAsync(key, of, ids), CancellationToken.None);
        }

        return begun;
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _one.Dispose();
    }

    private async Task DrawAsync((Guid Collection, int Identity) key, long of, IReadOnlyList<(Guid Owner, long Id)> ids)
    {
        try
        {
            await _one.WaitAsync(_end.Token);
            try
            {
                var map = await DrawAsync(key, ids, progress => Tell(key, of, new MapState(progress, null)), _end.Token);
                Tell(key, of, new MapState(1, map));
            }
            finally
            {
                _one.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The application ends.
        }
#pragma warning disable CA1031 // Nobody waits for it: whatever went wrong is told on the page, and in the log.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.MapFailed(logger, e, key.Collection);
            Tell(key, of, new MapState(0, null, HasFailed: true));
        }
    }

    private void Tell((Guid Collection, int Identity) key, long of, MapState state)
    {
        var before = _known.GetValueOrDefault(key);
        if (before.Of == of && (state.Map is not null || state.HasFailed || state.Progress - before.State.Progress >= 0.01))
        {
            _known[key] = (of, state);
            Changed?.Invoke(key.Collection);
        }
    }

    private async Task<CollectionMap> DrawAsync(
        (Guid Collection, int Identity) key, IReadOnlyList<(Guid Owner, long Id)> ids, Action<double> told, CancellationToken cancellationToken)
    {
        (Guid Owner, long Id)[] drawn = [.. ids];
        if (drawn.Length > MaximumPoints)
        {
            new Random(20_260_731).Shuffle(drawn);
            drawn = [.. drawn.Take(MaximumPoints).OrderBy(item => item.Id)];
        }

        var vectors = (await index.VectorsAsync([.. drawn.Select(item => item.Id)], key.Identity, cancellationToken)).OrderBy(item => item.Id).ToList();
        var places = MapLayout.Place([.. vectors.Select(item => item.Vector)], told, cancellationToken);
        var passages = await PassagesAsync([.. vectors.Select(item => item.Id)], cancellationToken);
        var (clusters, of) = MapClusters.Find(places, [.. vectors.Select(item => passages.GetValueOrDefault(item.Id)?.Heading)]);
        var documents = passages.Values.GroupBy(passage => (passage.Document, passage.Name)).OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Name, StringComparer.Ordinal)
            .Select(group => new MapDocument(group.Key.Document, group.Key.Name, group.Count())).ToList();
        var order = documents.Select((document, i) => (document.Id, i)).ToDictionary(item => item.Id, item => item.i);
        // A document that was deleted meanwhile is not on the map.
        var points = vectors.Select((item, i) => (item.Id, Place: places[i], Cluster: of[i])).Where(item => passages.ContainsKey(item.Id)).Select(item =>
        {
            var passage = passages[item.Id];
            return new MapPoint(item.Id, item.Place.X, item.Place.Y, order[passage.Document], item.Cluster, passage.Label, passage.Text);
        });
        return new CollectionMap([.. points], documents, clusters, ids.Count);
    }

    private Task<Dictionary<long, Passage>> PassagesAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            """
            select c.id, d.id, d.name, c.label, c.heading_path, substr(c.text, 1, $length)
            from json_each($ids) wanted join chunk c on c.id = wanted.value join document d on d.id = c.document_id
            """,
            row => (Id: row.GetInt64(0), Passage: new Passage(
                row.GetId(1), row.GetString(2), row.GetText(3), HeadingOf(JsonSerializer.Deserialize<string[]>(row.GetString(4)) ?? [], row.GetString(5)), row.GetString(5))),
            ("$ids", JsonSerializer.Serialize(ids)), ("$length", TextLength)).ToDictionary(row => row.Id, row => row.Passage),
        cancellationToken);

    /// <summary>A short first line is the passage's own heading; the outermost heading is the document's title and tells nothing.</summary>
    private static string? HeadingOf(string[] path, string text) =>
        text.IndexOf('\n', StringComparison.Ordinal) is > 0 and <= 40 and var end ? text[..end] : path.Length > 1 ? path[^1] : null;

    private sealed record Passage(Guid Document, string Name, string? Label, string? Heading, string Text);
}
