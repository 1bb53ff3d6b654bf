using System.Collections.Concurrent;
using KnowledgeBase.Core.Llama;
using KnowledgeBase.Core.Llama.Loading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>Embeds through llama.cpp in this process. The model loads in the background from the start of the host on.</summary>
public sealed class LlamaEmbeddingEngine : IEmbeddingEngine, IEmbeddingModels, IHostedService, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _reloading = new(1);
    private readonly EmbeddingOptions _options;
    private readonly string _contentRoot;
    private readonly ILogger<LlamaEmbeddingEngine> _logger;
    private readonly ConcurrentDictionary<EmbeddingRun, bool> _runs = new();
    private EmbeddingRun _run;
    private bool _disposed;
    private EmbeddingEngineStatus _status = new(EmbeddingEngineState.Loading, 0, null, null, null);

    /// <param name="active">What the administrator has chosen; null or nothing chosen: the options' model.</param>
    public LlamaEmbeddingEngine(
        IOptions<EmbeddingOptions> options, IHostEnvironment environment, ILogger<LlamaEmbeddingEngine> logger, ActiveModel? active = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(environment);
        (_options, _contentRoot, _logger) = (options.Value, environment.ContentRootPath, logger);
        ActiveFile = InFolder(active?.Read() ?? _options.ModelPath);
        _run = NewRun(ActiveFile, Tell);
        LlamaAbort.Parked += Abandon;
    }

    public event Action? StatusChanged;

    public EmbeddingEngineStatus Status => Volatile.Read(ref _status);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Current.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Current.Stop();
        await Current.Ended.WaitAsync(cancellationToken);
    }

    public async Task<EmbeddingModelInfo> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var run = Current;
            try
            {
                var model = await run.Ready.WaitAsync(cancellationToken);
                return run.Failure is { } failure && ReferenceEquals(run, Current) ? throw failure : model;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && !ReferenceEquals(run, Current))
            {
                // Another load has taken this one's place.
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new EmbeddingException(LlamaException.EngineFailed, "The embedding engine was stopped.") { IsPassing = true };
            }
        }
    }

    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await _reloading.WaitAsync(cancellationToken);
        try
        {
            var old = Current;
            var next = NewRun(ActiveFile, Tell);
            Volatile.Write(ref _run, next);

            // From here on nothing is ready, although the new thread says so only when the old one has ended.
            Tell(next, new EmbeddingEngineStatus(EmbeddingEngineState.Loading, 0, null, null, null) { Backend = Status.Backend });

            // Two models may not fit into the memory together, so the old one goes first.
            old.Stop();
            await old.Ended;
            old.Dispose();
            next.Start();
        }
        finally
        {
            _reloading.Release();
        }

        await WaitUntilReadyAsync(cancellationToken);
    }

    public string ActiveFile { get; private set; }

    public async Task<EmbeddingCandidate> LoadBesideAsync(string file, Action<double>? progress, CancellationToken cancellationToken)
    {
        var candidate = new EmbeddingCandidate(file, NewRun(file, (_, status) => progress?.Invoke(status.Progress)));
        try
        {
            await candidate.StartAsync(cancellationToken);
            return candidate;
        }
        catch
        {
            await candidate.DisposeAsync();
            throw;
        }
    }

    public async Task PromoteAsync(EmbeddingCandidate candidate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        await _reloading.WaitAsync(cancellationToken);
        try
        {
            var run = candidate.Give();
            ActiveFile = candidate.File;
            run.TellTo(Tell);
            var old = Interlocked.Exchange(ref _run, run);
            run.TellNow();
            _ = old.RetireAsync();
        }
        finally
        {
            _reloading.Release();
        }
    }

    public int Count(string text) => Current.Count(text);

    public async Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        while (true)
        {
            var run = Current;
            try
            {
                return await run.EmbedAsync(request, cancellationToken);
            }
            catch (EmbeddingException) when (!ReferenceEquals(run, Current) && run.Failure is null && Current.Ready.IsCompletedSuccessfully)
            {
                // Another model took its place between these two lines.
            }
        }
    }

    public void Dispose()
    {
        // The container disposes it once for every service that it is.
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        LlamaAbort.Parked -= Abandon;
        Current.Stop();
        if (Current.Ended.IsCompleted)
            Current.Dispose();
        _reloading.Dispose();
    }

    private EmbeddingRun Current => Volatile.Read(ref _run);

    /// <summary>A path into the folder of models is the file's name, as the list of models has it.</summary>
    private string InFolder(string file)
    {
        var folder = Path.GetFullPath(_options.ModelsFolder, _contentRoot);
        var path = ModelFile.Find(file, _options, _contentRoot).Path;
        return file.Length > 0 && Path.GetDirectoryName(path) == folder ? Path.GetFileName(path) : file;
    }

    private EmbeddingRun NewRun(string file, Action<EmbeddingRun, EmbeddingEngineStatus> tell)
    {
        var run = new EmbeddingRun(_options, ModelFile.Find(file, _options, _contentRoot), tell);
        _runs.TryAdd(run, true);
        _ = run.Ended.ContinueWith(_ => _runs.TryRemove(run, out bool _), TaskScheduler.Default);
        return run;
    }

    /// <summary>
    /// llama.cpp has stopped a thread of its own accord; only a new load helps. A candidate's failure is not that of the
    /// model which serves.
    /// </summary>
    /// <param name="owner">The run whose thread it was; null for one of llama.cpp's own threads: whoever is at work is then meant.</param>
    internal void Abandon(string message, object? owner = null)
    {
        if (owner is EmbeddingRun known)
        {
            if (_runs.ContainsKey(known))
                known.Abandon(message);
            return;
        }

        var atWork = _runs.Keys.Where(static run => run.IsAtWork).ToList();
        (atWork.Count > 0 ? atWork : [Current]).ForEach(run => run.Abandon(message));
    }

    private void Tell(EmbeddingRun run, EmbeddingEngineStatus status)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(run, Current))
                return;
            var before = _status;
            Volatile.Write(ref _status, status);
            if (status.State == EmbeddingEngineState.Ready && status.Model is { } model)
                Log.Ready(_logger, model.Name, model.Architecture, model.Quantization, model.Device, model.Threads);
            else if (status.State == EmbeddingEngineState.Failed)
                Log.Failed(_logger, status.ErrorCode, status.ErrorDetail);
            else if (before.State == status.State && (int)(before.Progress * 100) == (int)(status.Progress * 100))
                return;
        }

        StatusChanged?.Invoke();
    }
}
