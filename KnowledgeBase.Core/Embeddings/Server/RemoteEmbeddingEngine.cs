using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Core.Hosting;
using KnowledgeBase.Core.Llama;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Embeddings.Server;

/// <summary>
/// Embeds on a server that speaks OpenAI's API. Its model's file is not known, so the address and the name stand for it in
/// the identity of vectors; tokens are estimated, since the server keeps its tokenizer.
/// </summary>
public sealed class RemoteEmbeddingEngine : BackgroundService, IEmbeddingEngine, IEmbeddingModels
{
    public const string Unreachable = "server_unreachable";
    public const string Refused = "server_refused";

    private readonly EmbeddingServerOptions _options;
    private readonly ILogger _logger;
    private readonly EmbeddingServerClient _client;
    private readonly SemaphoreSlim _indexing;
    private readonly TaskCompletionSource<EmbeddingModelInfo> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EmbeddingEngineStatus _status = new(EmbeddingEngineState.Loading, 0, null, null, null);

    public RemoteEmbeddingEngine(IOptions<EmbeddingServerOptions> options, ILogger<RemoteEmbeddingEngine>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _logger = logger ?? NullLogger<RemoteEmbeddingEngine>.Instance;
        _client = new EmbeddingServerClient(_options);
        _indexing = new SemaphoreSlim(_options.Requests);
    }

    public event Action? StatusChanged;

    public EmbeddingEngineStatus Status => Volatile.Read(ref _status);

    public string ActiveFile => _options.Address;

    public async Task<EmbeddingModelInfo> WaitUntilReadyAsync(CancellationToken cancellationToken) => Status switch
    {
        { State: EmbeddingEngineState.Ready, Model: { } model } => model,
        { State: EmbeddingEngineState.Failed, ErrorCode: { } code } => throw new EmbeddingException(code, Status.ErrorDetail ?? code) { IsPassing = true },
        _ => await _first.Task.WaitAsync(cancellationToken),
    };

    public Task ReloadAsync(CancellationToken cancellationToken) => LookAsync(cancellationToken);

    /// <summary>An estimate on the high side: a token per Chinese character, one per three others.</summary>
    public int Count(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var wide = text.Count(static character => character >= 0x2E80);
        return wide + ((text.Length - wide + 2) / 3) + 1;
    }

    public async Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var model = await WaitUntilReadyAsync(cancellationToken);
        if (request.ModelSha256 is { } wanted && !string.Equals(wanted, model.Sha256, StringComparison.Ordinal))
            throw new EmbeddingException(EmbeddingException.ModelChanged, "Another model has taken the place of the one that was asked for.");
        var length = request.Dimensions ?? model.Dimensions;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, model.Dimensions, nameof(request));
        string[] texts = [.. request.Inputs.Select((input, index) => request.Prefix + (input.Text ?? throw new EmbeddingInputException(
            EmbeddingInputException.UnknownToken, index, 0, 0, "An embedding server takes texts, not tokens.")))];
        var batches = await Task.WhenAll(texts.Chunk(_options.BatchSize).Select(batch => EmbedAsync(batch, request.Priority, cancellationToken)));
        return new EmbeddingResult(
            [
                .. batches.SelectMany(static batch => batch).Select(raw => Matryoshka.Cut(raw, Math.Min(length, raw.Length))
                    ?? throw new EmbeddingException(LlamaException.EngineFailed, "The embedding server gave a vector without a direction.")),
            ],
            [.. texts.Select(text => new TokenUse(Count(text), Count(text)))]);
    }

    public Task<EmbeddingCandidate> LoadBesideAsync(string file, Action<double>? progress, CancellationToken cancellationToken) =>
        throw new EmbeddingException(LlamaException.ModelUnsupported, "An embedding server is configured; its model is changed there.");

    public Task PromoteAsync(EmbeddingCandidate candidate, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override void Dispose()
    {
        _client.Dispose();
        _indexing.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var loop = new WorkLoop(WatchAsync, _logger);
        loop.Wake();
        return loop.RunAsync(stoppingToken);
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await LookAsync(cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(_options.HealthSeconds), cancellationToken);
        }
    }

    private async Task<float[][]> EmbedAsync(string[] batch, EmbeddingPriority priority, CancellationToken cancellationToken)
    {
        if (priority == EmbeddingPriority.Query)
            return await _client.EmbedAsync(batch, cancellationToken);
        await _indexing.WaitAsync(cancellationToken);
        try
        {
            return await _client.EmbedAsync(batch, cancellationToken);
        }
        finally
        {
            _indexing.Release();
        }
    }

    /// <summary>The health light: whether it embeds a word now, and how many values its vectors have.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var vector = (await _client.EmbedAsync(["health"], cancellationToken))[0];
            var name = Encoding.UTF8.GetBytes($"{_options.Address}\n{_options.Model}\n{vector.Length}");
            var model = new EmbeddingModelInfo(
                _options.Model, _options.Address, Convert.ToHexStringLower(SHA256.HashData(name)), "server", "", 0, vector.Length, _options.ContextSize, "server",
                IsBundled: false, _options.Address, 0);
            Tell(new EmbeddingEngineStatus(EmbeddingEngineState.Ready, 1, model, null, null));
            _first.TrySetResult(model);
        }
        catch (EmbeddingException exception)
        {
            Tell(new EmbeddingEngineStatus(EmbeddingEngineState.Failed, 0, Status.Model, exception.Code, exception.Message));
        }
    }

    private void Tell(EmbeddingEngineStatus status)
    {
        var before = Interlocked.Exchange(ref _status, status);
        if (before != status)
            StatusChanged?.Invoke();
    }
}
