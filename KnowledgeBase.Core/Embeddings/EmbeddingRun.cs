using KnowledgeBase.Core.Llama;
using KnowledgeBase.Core.Llama.Loading;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>
/// One life of a model. A thread of its own loads it, embeds what is queued until it is told to stop, and frees it; a
/// second one embeds short queries meanwhile. All native work but the tokenizer's is done there, so that nothing else
/// hangs when llama.cpp does.
/// </summary>
internal sealed class EmbeddingRun : IDisposable
{
    private readonly EmbeddingQueue _queue = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<EmbeddingModelInfo> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EmbeddingOptions _options;
    private readonly ModelFile _file;
    private volatile Action<EmbeddingRun, EmbeddingEngineStatus> _tell;
    private volatile LoadedModel? _model;
    private volatile EmbeddingLane[] _lanes = [];
    private EmbeddingException? _failure;
    private EmbeddingBackendInfo? _backend;
    private int _callers;
    private bool _started;

    internal EmbeddingRun(EmbeddingOptions options, ModelFile file, Action<EmbeddingRun, EmbeddingEngineStatus> tell) =>
        (_options, _file, _tell) = (options, file, tell);

    /// <summary>Completes with the model, or with the <see cref="EmbeddingException"/> that kept it from loading.</summary>
    internal Task<EmbeddingModelInfo> Ready => _ready.Task;

    /// <summary>What ended it, perhaps after it was ready.</summary>
    internal EmbeddingException? Failure => Volatile.Read(ref _failure);

    /// <summary>Completes when the thread has freed everything.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>From now on this listener hears of it.</summary>
    internal void TellTo(Action<EmbeddingRun, EmbeddingEngineStatus> tell) => _tell = tell;

    /// <summary>That it is ready, or what has ended it meanwhile.</summary>
    internal void TellNow() => Tell(Failure is null ? EmbeddingEngineState.Ready : EmbeddingEngineState.Failed, Failure is null ? 1 : 0, Failure);

    internal void Start()
    {
        _started = true;
        new Thread(Live) { IsBackground = true, Name = "Embedding" }.Start();
    }

    /// <exception cref="EmbeddingException">There is no loaded model.</exception>
    internal LoadedModel Model => _model ?? throw (Failure ?? new EmbeddingException(LlamaException.EngineFailed, "The embedding model is not loaded.") { IsPassing = true });

    /// <summary>Tokens of a text, without a prefix.</summary>
    /// <exception cref="EmbeddingException">There is no loaded model, or it went meanwhile.</exception>
    internal int Count(string text)
    {
        try
        {
            return Model.Count(text);
        }
        catch (ObjectDisposedException)
        {
            throw Failure ?? Stopped();
        }
    }

    /// <summary>Whether llama.cpp is at work for it now, on whatever thread.</summary>
    internal bool IsAtWork => _started && !Ended.IsCompleted && (_model is null || _lanes.Any(static lane => lane.IsAtWork));

    /// <summary>See <see cref="IEmbeddingEngine.EmbedAsync"/>.</summary>
    internal async Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _callers);
        try
        {
            var model = Model;
            if (request.ModelSha256 is { } wanted && !string.Equals(wanted, model.Info.Sha256, StringComparison.Ordinal))
                throw new EmbeddingException(EmbeddingException.ModelChanged, "Another model has taken the place of the one that was asked for.");
            var length = request.Dimensions ?? model.Info.Dimensions;
            ArgumentOutOfRangeException.ThrowIfLessThan(length, Math.Min(32, model.RawDimensions), nameof(request));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(length, model.RawDimensions, nameof(request));
            cancellationToken.ThrowIfCancellationRequested();
            if (request.Inputs.Count == 0)
                return new EmbeddingResult([], []);

            var tokenized = await model.Tokenizer.TokenizeAsync(request, cancellationToken);
            var work = new EmbeddingWork(tokenized.Sequences, length, request.Priority) { Caller = request.Caller, Prefix = request.Prefix, Shared = tokenized.Shared };
            await using var registration = cancellationToken.UnsafeRegister(static (work, token) => ((EmbeddingWork)work!).Cancel(token), work);
            _queue.Add(work);
            return new EmbeddingResult(await work.Done, tokenized.Uses);
        }
        catch (ObjectDisposedException)
        {
            // The model went while its tokenizer was at work.
            throw Failure ?? Stopped();
        }
        finally
        {
            Interlocked.Decrement(ref _callers);
        }
    }

    /// <summary>Another run has taken its place: it ends when nobody waits for it any more, and frees everything.</summary>
    internal async Task RetireAsync()
    {
        while (Volatile.Read(ref _callers) > 0)
        {
            await Task.Delay(20);
        }

        Stop();
        await Ended;
        Dispose();
    }

    internal void Stop()
    {
        _stop.Cancel();
        _queue.Close(Stopped());
        if (!_started)
            _ended.TrySetResult();
    }

    /// <summary>The thread will not come back: llama.cpp has stopped it. Everybody who waits is told.</summary>
    internal void Abandon(string message)
    {
        _stop.Cancel();
        Fail(new EmbeddingException(LlamaException.EngineFailed, $"llama.cpp stopped: {message}") { IsPassing = true, IsCrash = _model is not null });
        _ended.TrySetResult();
    }

    public void Dispose()
    {
        _stop.Dispose();
        _queue.Dispose();
    }

    private void Live()
    {
        LlamaAbort.OwnThread(this);
        try
        {
            Tell(EmbeddingEngineState.Loading, 0);
            var library = LlamaLibrary.Load(LlamaLibraryOptions.Default with { Backend = _options.Backend });
            _backend = EmbeddingBackendInfo.Of(library);
            using var model = LoadedModel.Load(_file, _options, library, progress => Tell(EmbeddingEngineState.Loading, progress), _stop.Token);
            _queue.Short = (model.Query.TextTokens, model.Query.DecodeTexts);
            var main = new EmbeddingLane(stop => _queue.Take(model.Main.DecodeTexts, model.Main.DecodeTokens, stop), new EmbeddingDecoder(model.SlotFor));
            var query = new EmbeddingLane(stop => _queue.TakeShort(model.Query.DecodeTexts, model.Query.DecodeTokens, stop), new EmbeddingDecoder(_ => model.Query));
            _lanes = [main, query];
            var queries = new Thread(() => Run(query)) { IsBackground = true, Name = "Embedding queries" };
            queries.Start();
            _model = model;
            // The status first: whoever waited reads it at once.
            Tell(EmbeddingEngineState.Ready, 1);
            _ready.TrySetResult(model.Info);
            Run(main);
            queries.Join();
        }
        catch (OperationCanceledException)
        {
            _ready.TrySetCanceled();
        }
#pragma warning disable CA1031 // The process outlives whatever the engine meets; it is the engine's state that says so.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
        finally
        {
            _model = null;
            _ended.TrySetResult();
        }
    }

    /// <summary>Until the end of this run, which one thread's failure is for both.</summary>
    private void Run(EmbeddingLane lane)
    {
        LlamaAbort.OwnThread(this);
        try
        {
            lane.Run(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            lane.Fail(Stopped());
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception) =>
        Fail(new EmbeddingException((exception as LlamaException)?.Code ?? LlamaException.EngineFailed, exception.Message, exception) { IsPassing = true, IsCrash = _model is not null });

    private void Fail(EmbeddingException failure)
    {
        if (Interlocked.CompareExchange(ref _failure, failure, null) is not null)
            return;
        _model = null;
        _stop.Cancel();
        _queue.Close(failure);
        Array.ForEach(_lanes, lane => lane.Fail(failure));
        Tell(EmbeddingEngineState.Failed, 0, failure);
        _ready.TrySetException(failure);
        _ = _ready.Task.Exception; // nobody has to wait for it
    }

    private static EmbeddingException Stopped() => new(LlamaException.EngineFailed, "The embedding engine was stopped.") { IsPassing = true };

    private void Tell(EmbeddingEngineState state, double progress, EmbeddingException? failure = null) =>
        _tell(this, new EmbeddingEngineStatus(state, progress, _model?.Info, failure?.Code, failure?.Message) { Backend = _backend });
}
