using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Faqs;

namespace KnowledgeBase.Core.Evaluation;

/// <summary>Asks every question of a set as a configuration says and looks where the right item stands.</summary>
public sealed class EvaluationRunner
{
    private const int BatchSize = 16;

    private readonly EvaluationStore _store;
    private readonly EvaluationRanking _ranking;
    private readonly CollectionStore _collections;
    private readonly IEmbeddingEngine _engine;
    private readonly EmbeddingIdentityStore _identities;
    private readonly FaqMatcher _matcher;
    private readonly FaqVectorWait _vectors;
    private readonly FaqStore _entries;
    private readonly IChunker _chunker;
    private readonly TimeProvider _time;

    internal EvaluationRunner(
        EvaluationStore store, EvaluationRanking ranking, CollectionStore collections, IEmbeddingEngine engine, EmbeddingIdentityStore identities,
        FaqMatcher matcher, FaqVectorWait vectors, FaqStore entries, IChunker chunker, TimeProvider time) =>
        (_store, _ranking, _collections, _engine, _identities, _matcher, _vectors, _entries, _chunker, _time) =
        (store, ranking, collections, engine, identities, matcher, vectors, entries, chunker, time);

    /// <summary>For runs with an instruction of their own before the items.</summary>
    internal EvaluationItems? Items { get; init; }

    /// <summary>Raised on any thread when a run has got further.</summary>
    public event Action<Guid>? Changed;

    internal event Action? Wanted;

    /// <summary>Tells the background that a run was accepted.</summary>
    public void Wake() => Wanted?.Invoke();

    /// <summary>Stops a run at the next batch; what it has measured stays. False when it is over.</summary>
    public async Task<bool> CancelAsync(Guid runId, CancellationToken cancellationToken)
    {
        var cancelled = await _store.EndAsync(runId, EvaluationStatus.Cancelled, null, _time.GetUtcNow(), cancellationToken);
        if (cancelled)
        {
            Changed?.Invoke(runId);
        }

        return cancelled;
    }

    /// <summary>Measures a set now, without keeping it as a run: what a change did.</summary>
    public async Task<RetrievalMetrics> MeasureAsync(EvaluationSet set, EvaluationConfiguration configuration, CancellationToken cancellationToken)
    {
        var outcomes = new List<EvaluationOutcome>();
        await MeasureAsync(
            set, configuration, (_, _) => Task.CompletedTask,
            batch =>
            {
                outcomes.AddRange(batch);
                return Task.FromResult(true);
            },
            cancellationToken);
        return RetrievalMetrics.Of(outcomes, configuration.MinCosine);
    }

    /// <summary>Carries out the run and keeps its outcomes batch by batch.</summary>
    /// <exception cref="EmbeddingException">There is no model now; the run waits.</exception>
    internal async Task RunAsync(EvaluationRun run, CancellationToken cancellationToken)
    {
        var set = (await _store.FindSetAsync(run.SetId, cancellationToken))!;
        await MeasureAsync(
            set, run.Configuration, (identity, items) => _store.BeginAsync(run.Id, identity, items, cancellationToken),
            async batch =>
            {
                var goesOn = await _store.SaveAsync(run.Id, batch, cancellationToken);
                Changed?.Invoke(run.Id);
                return goesOn;
            },
            cancellationToken);
        await _store.EndAsync(run.Id, EvaluationStatus.Done, null, _time.GetUtcNow(), cancellationToken);
        Changed?.Invoke(run.Id);
    }

    private async Task MeasureAsync(
        EvaluationSet set, EvaluationConfiguration configuration, Func<EmbeddingIdentity, int, Task> begin,
        Func<IReadOnlyList<EvaluationOutcome>, Task<bool>> keep, CancellationToken cancellationToken)
    {
        var collection = await _collections.FindAsync(set.CollectionId, cancellationToken) ?? throw new EvaluationException("set_missing", "The collection has gone.");
        var model = await _engine.WaitUntilReadyAsync(cancellationToken);
        var isFaq = collection.Kind == CollectionKind.Faq;
        var stored = isFaq ? FaqMatcher.IdentityOf(model, collection) : EmbeddingIdentity.Of(model, collection.DocumentInstruction, _chunker.Version, collection.Dimensions);
        var identity = await _identities.IdOfAsync(stored, cancellationToken);
        var dimensions = configuration.Dimensions >= stored.Dimensions ? 0 : configuration.Dimensions;
        if (isFaq)
        {
            await _vectors.WaitAsync(collection.Id, identity, cancellationToken);
        }

        var measured = stored with { Instruction = configuration.DocumentInstruction ?? stored.Instruction, Dimensions = dimensions == 0 ? stored.Dimensions : dimensions };
        var cut = measured.Instruction == stored.Instruction
            ? await _ranking.CutAsync(collection, identity, dimensions, cancellationToken)
            : await Items!.EmbedAsync(collection, measured, cancellationToken);
        var owners = isFaq ? await _matcher.GivenAsync(collection.Id) : null;
        var questions = await _store.QuestionsAsync(set.Id, cancellationToken);
        await begin(measured, owners?.Count ?? cut.Count);
        foreach (var batch in questions.Chunk(BatchSize))
        {
            var vectors = (await _engine.EmbedAsync(
                EmbeddingRequest.Of(batch.Select(question => question.Text), EmbeddingPriority.Indexing) with
                {
                    Prefix = configuration.Instruction,
                    Dimensions = measured.Dimensions,
                    ModelSha256 = model.Sha256,
                },
                cancellationToken)).Vectors;
            var outcomes = new List<EvaluationOutcome>(batch.Length);
            foreach (var (question, vector) in batch.Zip(vectors))
            {
                var found = await _ranking.RankAsync(collection, identity, configuration with { Dimensions = dimensions }, question.Text, vector, cut, owners, cancellationToken);
                outcomes.Add(isFaq ? await OfEntryAsync(question, found, cancellationToken) : await OfChunkAsync(question, found, cancellationToken));
            }

            if (!await keep(outcomes))
            {
                return;
            }
        }
    }

    private async Task<EvaluationOutcome> OfEntryAsync(EvaluationQuestion question, IReadOnlyList<RankedItem> found, CancellationToken cancellationToken)
    {
        var first = found.Count > 0 ? await _entries.FindAsync(found[0].Owner, cancellationToken) : null;
        return Outcome(question, found, item => item.Owner == question.Target, first?.Content.Question ?? "");
    }

    private async Task<EvaluationOutcome> OfChunkAsync(EvaluationQuestion question, IReadOnlyList<RankedItem> found, CancellationToken cancellationToken)
    {
        var places = await _store.PlacesAsync([.. found.Select(item => item.Item)], cancellationToken);
        var first = found.Count > 0 && places.TryGetValue(found[0].Item, out var place) ? $"{place.DocumentName} {place.Label}".Trim() : "";
        return Outcome(question, found, item => places.TryGetValue(item.Item, out var at) && at.DocumentId == question.Target && Fits(question.Clause, at.Label), first);
    }

    /// <summary>A clause is found when its own chunk is, or one of a part of it: 7 by 7.2.</summary>
    private static bool Fits(string wanted, string? label) =>
        wanted.Length == 0 || (label is not null && (label == wanted || label.StartsWith(wanted + ".", StringComparison.Ordinal) || label.StartsWith(wanted + "第", StringComparison.Ordinal)));

    private static EvaluationOutcome Outcome(EvaluationQuestion question, IReadOnlyList<RankedItem> found, Func<RankedItem, bool> right, string first)
    {
        var place = found.ToList().FindIndex(item => right(item));
        return new EvaluationOutcome(question, place < 0 ? null : place + 1, found.Count > 0 ? found[0].Cosine : null, first);
    }
}
