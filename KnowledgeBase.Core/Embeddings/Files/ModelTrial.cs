using System.Diagnostics;
using System.Numerics.Tensors;

namespace KnowledgeBase.Core.Embeddings.Files;

/// <summary>A model that is tried out, loaded beside the one that serves unless it is that one.</summary>
public sealed class ModelTrial : IAsyncDisposable
{
    private readonly EmbeddingCandidate? _candidate;
    private readonly Func<EmbeddingRequest, CancellationToken, Task<EmbeddingResult>> _embed;

    private ModelTrial(EmbeddingModelInfo model, EmbeddingCandidate? candidate, Func<EmbeddingRequest, CancellationToken, Task<EmbeddingResult>> embed) =>
        (Model, _candidate, _embed) = (model, candidate, embed);

    public EmbeddingModelInfo Model { get; }

    /// <param name="file">As in <see cref="IEmbeddingModels.ActiveFile"/>.</param>
    /// <exception cref="EmbeddingException">The model could not be loaded.</exception>
    public static async Task<ModelTrial> OpenAsync(
        string file, IEmbeddingEngine engine, IEmbeddingModels models, Action<double> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(models);
        if (string.Equals(file, models.ActiveFile, StringComparison.Ordinal))
            return new ModelTrial(await engine.WaitUntilReadyAsync(cancellationToken), null, engine.EmbedAsync);
        var candidate = await models.LoadBesideAsync(file, progress, cancellationToken);
        return new ModelTrial(candidate.Info, candidate, candidate.EmbedAsync);
    }

    public async Task<float> CosineAsync(string left, string right, CancellationToken cancellationToken)
    {
        var vectors = (await _embed(EmbeddingRequest.Of([left, right], EmbeddingPriority.Query), cancellationToken)).Vectors;
        return TensorPrimitives.Dot(vectors[0], vectors[1]);
    }

    public Task<SelfTestReport> TestAsync(CancellationToken cancellationToken) => ModelSelfTest.RunAsync(Model, _embed, cancellationToken);

    /// <summary>Tokens per second of clauses of a contract's usual length, several at a time, as indexing has them.</summary>
    /// <param name="duration">About how long it takes.</param>
    /// <param name="progress">0 to 1.</param>
    public async Task<double> MeasureAsync(TimeSpan duration, Action<double> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var request = EmbeddingRequest.Of(
            Enumerable.Range(1, 16).Select(number => $"第{number}条 卖方逾期交付货物超过{number}日的，每逾期一日应当按逾期部分货款的万分之五向买方支付违约金；逾期超过三十日的，买方有权解除本合同，并要求卖方赔偿由此造成的全部损失。"),
            EmbeddingPriority.Indexing);
        await _embed(request, cancellationToken);
        var (started, tokens) = (Stopwatch.GetTimestamp(), 0L);
        TimeSpan elapsed;
        do
        {
            tokens += (await _embed(request, cancellationToken)).Tokens.Sum(use => use.Used);
            elapsed = Stopwatch.GetElapsedTime(started);
            progress(Math.Min(1, elapsed / duration));
        }
        while (elapsed < duration);
        return tokens / elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        if (_candidate is not null)
            await _candidate.DisposeAsync();
    }
}
