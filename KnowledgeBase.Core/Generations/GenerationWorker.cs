using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Embeddings.Files;
using KnowledgeBase.Core.Hosting;
using KnowledgeBase.Core.Search.Vectors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Generations;

/// <summary>Builds the open generation, and switches to it. One at a time; a restart goes on with it.</summary>
public sealed class GenerationWorker : BackgroundService
{
    private const int DroppedTogether = 500;

    private readonly WorkLoop _loop;
    private readonly GenerationStore _store;
    private readonly GenerationBuilder _builder;
    private readonly SimilarityChange _change;
    private readonly GenerationModel _model;
    private readonly SemaphoreSlim _changing = new(1);
    private readonly IEmbeddingEngine _engine;
    private readonly IEmbeddingModels _models;
    private readonly EmbeddingEpoch _epoch;
    private readonly ChunkVectorIndex _index;
    private readonly ILogger<GenerationWorker> _logger;
    private (long Id, string Code)? _failed;

    public GenerationWorker(
        GenerationStore store, GenerationBuilder builder, SimilarityChange change, IEmbeddingEngine engine, IEmbeddingModels models, ModelFolder folder, EmbeddingEpoch epoch, ChunkVectorIndex index,
        ILogger<GenerationWorker> logger)
    {
        (_store, _builder, _change, _model, _engine, _models, _epoch, _index, _logger) =
        (store, builder, change, new GenerationModel(models, folder), engine, models, epoch, index, logger);
        _loop = new WorkLoop(RunAsync, logger);
    }

    /// <summary>Raised on any thread when a generation has come further.</summary>
    public event Action? Changed;

    /// <summary>Begins to build; null when another generation is open.</summary>
    public async Task<Generation?> StartAsync(
        GenerationChange change, bool switchWhenReady, string userId, CancellationToken cancellationToken)
    {
        var generation = await _store.CreateAsync(change, switchWhenReady, userId, cancellationToken);
        Wake();
        return generation;
    }

    public async Task PauseAsync(Generation generation, CancellationToken cancellationToken) =>
        await MoveAsync(generation, GenerationStatus.Building, GenerationStatus.Paused, cancellationToken);

    public async Task ResumeAsync(Generation generation, CancellationToken cancellationToken) =>
        await MoveAsync(generation, GenerationStatus.Paused, GenerationStatus.Building, cancellationToken);

    /// <summary>Ends it; its vectors are deleted. What is served is not touched.</summary>
    public async Task CancelAsync(Generation generation, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            foreach (var from in (GenerationStatus[])[GenerationStatus.Building, GenerationStatus.Paused, GenerationStatus.Ready])
                await MoveAsync(generation, from, GenerationStatus.Cancelled, cancellationToken);

            await _model.ForgetAsync();
        }
        finally
        {
            _changing.Release();
        }

        await DropUnservedAsync(cancellationToken);
    }

    /// <summary>Switches to a generation that is ready. False when it has to be built a little further first; it then is.</summary>
    /// <exception cref="EmbeddingException">Its model cannot be loaded any more.</exception>
    public async Task<bool> SwitchAsync(Generation generation, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            var candidate = await _model.GetAsync(generation, Tell, cancellationToken);
            var model = candidate?.Info ?? await _engine.WaitUntilReadyAsync(cancellationToken);
            var targets = await _builder.TargetsAsync(generation, model, cancellationToken);
            var previous = generation.Change.ModelFile is null ? await _builder.PreviousAsync(generation, cancellationToken) : _models.ActiveFile;
            var switched = false;
            await _epoch.SwitchAsync(async () => switched = await SwitchAsync(generation, targets, previous, candidate), cancellationToken);
            if (switched)
            {
                await _model.ForgetAsync();
                Log.Switched(_logger, generation.Id, model.Name);
            }
            else
            {
                await MoveAsync(generation, GenerationStatus.Ready, GenerationStatus.Building, cancellationToken);
                Wake();
            }

            Tell();
            return switched;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Database, index and engine, one after the other; the epoch keeps searches away.</summary>
    private async Task<bool> SwitchAsync(Generation generation, IReadOnlyList<GenerationTarget> targets, string previous, EmbeddingCandidate? candidate)
    {
        if (!await _store.SwitchAsync(generation, targets, previous, CancellationToken.None))
        {
            return false;
        }

        foreach (var target in targets) _index.Reload(target.CollectionId);

        if (candidate is not null)
        {
            await _models.PromoteAsync(candidate, CancellationToken.None);
        }

        return true;
    }

    /// <summary>What the switch would change, on a sample; null when there is nothing to compare.</summary>
    public async Task<SimilarityReport?> MeasureAsync(Generation generation, CancellationToken cancellationToken)
    {
        var model = (await _model.GetAsync(generation, Tell, cancellationToken))?.Info ?? await _engine.WaitUntilReadyAsync(cancellationToken);
        foreach (var target in await _builder.TargetsAsync(generation, model, cancellationToken))
        {
            if (await _change.MeasureAsync(target.CollectionId, target.Identity, cancellationToken) is { } report)
            {
                return report;
            }
        }

        return null;
    }

    /// <summary>Builds what served before the switch, of which most is kept, and switches to it as soon as it is complete.</summary>
    public Task<Generation?> GoBackAsync(Generation generation, string userId, CancellationToken cancellationToken) =>
        StartAsync(generation.Change.Back(generation.Previous ?? ""), true, userId, cancellationToken);

    /// <summary>Deletes all vectors that are not served: there is no way back to them then.</summary>
    public async Task DropKeptAsync(Generation generation, CancellationToken cancellationToken)
    {
        await MoveAsync(generation, GenerationStatus.Serving, GenerationStatus.Done, cancellationToken);
        await DropUnservedAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _model.ForgetAsync();
    }

    public override void Dispose()
    {
        _model.Dispose();
        _changing.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Wake();
        return _loop.RunAsync(stoppingToken);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await RecordFailureAsync();
        if (await _store.LastAsync(cancellationToken) is { Status: GenerationStatus.Building } generation) await TryBuildAsync(generation, cancellationToken);
        else await FreeModelAsync(cancellationToken);
    }

    private async Task TryBuildAsync(Generation generation, CancellationToken stoppingToken)
    {
        try
        {
            var serving = await _engine.WaitUntilReadyAsync(stoppingToken);
            var candidate = await _model.GetAsync(generation, Tell, stoppingToken);
            var model = candidate?.Info ?? serving;
            var targets = await _builder.TargetsAsync(generation, model, stoppingToken);
            var complete = await _builder.BuildAsync(
                generation, targets, model, candidate is null ? _engine.EmbedAsync : candidate.EmbedAsync, Tell, stoppingToken);
            if (complete && await MoveAsync(generation, GenerationStatus.Building, GenerationStatus.Ready, stoppingToken) && generation.SwitchWhenReady)
            {
                await SwitchAsync(generation, stoppingToken);
            }
        }
        catch (EmbeddingException exception) when (exception is { IsPassing: true, IsCrash: false } && _engine.Status.State != EmbeddingEngineState.Failed)
        {
            // The engine is loaded anew, or another model has taken its place: what is built stays, and the rest follows.
            throw;
        }
#pragma warning disable CA1031 // Whatever stops a generation must not stop the application; its state says so.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            var code = (exception as EmbeddingException)?.Code ?? "unexpected";
            Log.Failed(_logger, generation.Id, code, exception);
            _failed = (generation.Id, code);
            await RecordFailureAsync();
        }
    }

    /// <summary>Remembered until it is written: on a full disk that fails too, and the generation must not be built again and again meanwhile.</summary>
    private async Task RecordFailureAsync()
    {
        if (_failed is not { } failed) return;
        await _store.MoveAsync(failed.Id, GenerationStatus.Building, GenerationStatus.Failed, failed.Code, CancellationToken.None);
        await _store.MoveAsync(failed.Id, GenerationStatus.Ready, GenerationStatus.Failed, failed.Code, CancellationToken.None);
        _failed = null;
        await _model.ForgetAsync();
        Tell();
    }

    /// <summary>A generation that is paused or has ended leaves the memory to others; one that is ready is about to be looked at.</summary>
    private async Task FreeModelAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (await _store.LastAsync(cancellationToken) is not { Status: GenerationStatus.Building or GenerationStatus.Ready })
            {
                await _model.ForgetAsync();
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task<bool> MoveAsync(Generation generation, GenerationStatus from, GenerationStatus to, CancellationToken cancellationToken)
    {
        var moved = await _store.MoveAsync(generation.Id, from, to, null, cancellationToken);
        if (moved)
        {
            Wake();
            Tell();
        }

        return moved;
    }

    private async Task DropUnservedAsync(CancellationToken cancellationToken)
    {
        while (await _store.DropUnservedAsync(DroppedTogether, cancellationToken) == DroppedTogether)
        {
        }
    }

    private void Tell() => Changed?.Invoke();

    private void Wake() => _loop.Wake();
}
