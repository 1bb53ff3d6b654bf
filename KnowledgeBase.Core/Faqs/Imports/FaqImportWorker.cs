using System.Numerics.Tensors;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Hosting;
using KnowledgeBase.Core.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Faqs.Imports;

/// <summary>Looks for near-duplicates in imports and carries out those that were accepted; goes on where a killed process stopped.</summary>
internal sealed class FaqImportWorker(
    FaqImports imports, FaqImportStore store, CollectionStore collections, IEmbeddingEngine engine, EmbeddingIdentityStore identities,
    FaqVectorIndex index, FaqStore entries, ILogger<FaqImportWorker> logger) : BackgroundService
{
    private const int BatchSize = 32;

    /// <summary>Does everything that there is to do.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        while (await store.NextAsync(cancellationToken) is { } import)
        {
            if (import.Status == FaqImportStatus.Importing)
            {
                await imports.RunAsync(import, cancellationToken);
            }
            else
            {
                await CheckAsync(import, cancellationToken);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var loop = new WorkLoop(RunOnceAsync, logger, engine.IsAwaited);
        imports.Wanted += loop.Wake;
        engine.StatusChanged += loop.Wake;
        loop.Wake();
        try
        {
            await loop.RunAsync(stoppingToken);
        }
        finally
        {
            imports.Wanted -= loop.Wake;
            engine.StatusChanged -= loop.Wake;
        }
    }

    private async Task CheckAsync(FaqImport import, CancellationToken cancellationToken)
    {
        if (await collections.FindAsync(import.CollectionId, cancellationToken) is not { } collection)
        {
            return;
        }

        var model = await engine.WaitUntilReadyAsync(cancellationToken);
        var wanted = FaqMatcher.IdentityOf(model, collection);
        var identity = await identities.IdOfAsync(wanted, cancellationToken);
        var earlier = (await store.CheckedAsync(import.Id, identity, cancellationToken)).Select(row => (row.Question, Vector: Decode(row.Vector))).ToList();
        while (await store.UncheckedAsync(import.Id, BatchSize, cancellationToken) is { Count: > 0 } rows)
        {
            // Accepted while it was being checked: importing goes first, and ends the check.
            if ((await store.FindAsync(import.Id, cancellationToken))?.Status != FaqImportStatus.Checking)
            {
                return;
            }

            var vectors = await engine.EmbedAsync(
                [.. rows.Select(row => collection.DocumentInstruction + row.Content.Question)], EmbeddingPriority.Indexing, wanted.Dimensions, cancellationToken);
            var done = new List<(int, float[], string?, double?)>(rows.Count);
            foreach (var (row, vector) in rows.Zip(vectors))
            {
                var near = await NearestAsync(collection.Id, identity, row, vector, earlier, cancellationToken);
                done.Add((row.Number, vector, near?.Text, near?.Cosine));
                earlier.Add((row.Content.Question, vector));
            }

            await store.SaveCheckedAsync(import.Id, identity, done, cancellationToken);
            imports.TellChanged(import.Id);
        }

        await store.FinishCheckAsync(import.Id, cancellationToken);
        imports.TellChanged(import.Id);
    }

    /// <summary>What asks nearly the same, among the rows before and the entries that are there; the entry of the very same question is no news.</summary>
    private async Task<(string Text, double Cosine)?> NearestAsync(
        Guid collectionId, int identity, FaqImportRow row, float[] vector, List<(string Question, float[] Vector)> earlier, CancellationToken cancellationToken)
    {
        (string Text, double Cosine)? nearest = null;
        foreach (var (question, other) in earlier)
        {
            var cosine = TensorPrimitives.Dot(vector, other);
            if (cosine >= FaqDuplicates.NearFrom && cosine > (nearest?.Cosine ?? 0))
            {
                nearest = (question, cosine);
            }
        }

        var found = await index.SearchAsync([(collectionId, identity)], vector, 4, (float)FaqDuplicates.NearFrom, null, cancellationToken);
        foreach (var (id, cosine) in found.Hits.Where(hit => hit.Cosine > (nearest?.Cosine ?? 0)))
        {
            if (await entries.PhrasingAsync(id, cancellationToken) is { } phrasing && phrasing.EntryId != row.ExistingId)
            {
                return (phrasing.Text, cosine);
            }
        }

        return nearest;
    }

    private static float[] Decode(byte[] blob)
    {
        var values = new float[blob.Length / 2];
        VectorBlob.Decode(blob, values);
        return values;
    }
}
