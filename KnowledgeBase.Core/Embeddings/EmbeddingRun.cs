using KnowledgeBase.Core.Llama;
using KnowledgeBase.Core.Llama.Loading;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>
/// One life of a model. A thread of its own loads it, embeds what is queued until it is told to stop, and frees it: all
/// native work but the tokenizer's is done there, so that nothing else hangs when llama.cpp does.
/// </summary>
internal sealed class EmbeddingRun : IDisposable
{
    private readonly EmbeddingQueue _queue = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<EmbeddingModelInfo> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EmbeddingOptions _options;
    private readonly ModelFile _file;
    private readonly Action<EmbeddingRun, EmbeddingEngineStatus> _tell;
    private volatile LoadedModel? _model;
    private volatile List<EmbeddingItem> _decoding = [];
    private volatile EmbeddingException? _failure;
    private EmbeddingBackendInfo? _backend;
    private bool _started;

    internal EmbeddingRun(EmbeddingOptions options, ModelFile file, Action<EmbeddingRun, EmbeddingEngineStatus> tell) =>
        (_options, _file, _tell) = (options, file, tell);

    /// <summary>Completes with the model, or with the <see cref="EmbeddingException"/> that kept it from loading.</summary>
    internal Task<EmbeddingModelInfo> Ready => _ready.Task;

    /// <summary>What ended it, perhaps after it was ready.</summary>
    internal EmbeddingException? Failure => _failure;

    /// <summary>Completes when the thread has freed everything.</summary>
    internal Task Ended => _ended.Task;

    internal void Start()
    {
        _started = true;
        new Thread(Live) { IsBackground = true, Name = "Embedding" }.Start();
    }

    /// <exception cref="EmbeddingException">There is no loaded model.</exception>
    internal LoadedModel Model => _model ?? throw (_failure ?? new EmbeddingException(LlamaException.EngineFailed, "The embedding model is not loaded."));

    internal void Add(EmbeddingWork work) => _queue.Add(work);

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
        Fail(new EmbeddingException(LlamaException.EngineFailed, $"llama.cpp stopped: {message}"));
        _ended.TrySetResult();
    }

    public void Dispose()
    {
        _stop.Dispose();
        _queue.Dispose();
    }

    private void Live()
    {
        try
        {
            Tell(EmbeddingEngineState.Loading, 0);
            var library = LlamaLibrary.Load(LlamaLibraryOptions.Default with { Backend = _options.Backend });
            _backend = EmbeddingBackendInfo.Of(library);
            using var model = LoadedModel.Load(_file, _options, library, progress => Tell(EmbeddingEngineState.Loading, progress), _stop.Token);
            _model = model;
            _ready.TrySetResult(model.Info);
            Tell(EmbeddingEngineState.Ready, 1);
            var decoder = new EmbeddingDecoder(model);
            while (true)
            {
                _decoding = _queue.Take(model.DecodeTexts, model.DecodeTokens, _stop.Token);
                decoder.Decode(_decoding, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            _ready.TrySetCanceled();
            FailDecoding(Stopped());
        }
#pragma warning disable CA1031 // The process outlives whatever the engine meets; it is the engine's state that says so.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(new EmbeddingException((exception as LlamaException)?.Code ?? LlamaException.EngineFailed, exception.Message, exception));
        }
        finally
        {
            _model = null;
            _ended.TrySetResult();
        }
    }

    private void Fail(EmbeddingException failure)
    {
        (_failure, _model) = (failure, null);
        _queue.Close(failure);
        FailDecoding(failure);
        _ready.TrySetException(failure);
        _ = _ready.Task.Exception; // nobody has to wait for it
        Tell(EmbeddingEngineState.Failed, 0, failure);
    }

    /// <summary>The texts of the decode that did not end; finished callers keep their vectors.</summary>
    private void FailDecoding(EmbeddingException failure)
    {
        foreach (var item in _decoding)
        {
            item.Work.Fail(failure);
        }
    }

    private static EmbeddingException Stopped() => new(LlamaException.EngineFailed, "The embedding engine was stopped.");

    private void Tell(EmbeddingEngineState state, double progress, EmbeddingException? failure = null) =>
        _tell(this, new EmbeddingEngineStatus(state, progress, _model?.Info, failure?.Code, failure?.Message) { Backend = _backend });
}
