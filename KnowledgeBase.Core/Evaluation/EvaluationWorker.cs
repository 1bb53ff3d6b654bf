using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Evaluation;

/// <summary>Carries out the runs that were accepted, one after another; one that was interrupted is begun anew.</summary>
internal sealed class EvaluationWorker(EvaluationRunner runner, EvaluationStore store, IEmbeddingEngine engine, TimeProvider time, ILogger<EvaluationWorker> logger) : BackgroundService
{
    private (Guid Id, string Code)? _failed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var loop = new WorkLoop(RunAllAsync, logger, engine.IsAwaited);
        runner.Wanted += loop.Wake;
        engine.StatusChanged += loop.Wake;
        loop.Wake();
        try
        {
            await loop.RunAsync(stoppingToken);
        }
        finally
        {
            runner.Wanted -= loop.Wake;
            engine.StatusChanged -= loop.Wake;
        }
    }

    private async Task RunAllAsync(CancellationToken cancellationToken)
    {
        await RecordFailureAsync(cancellationToken);
        while (await store.NextAsync(cancellationToken) is { } run)
        {
            try
            {
                await runner.RunAsync(run, cancellationToken);
            }
            catch (EmbeddingException e) when (e.Code == FaqVectorWait.Indexing)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
#pragma warning disable CA1031 // A run that fails must not keep the others from running.
            catch (Exception e) when (e is not OperationCanceledException && e is not EmbeddingException { IsPassing: true } && !engine.IsAwaited(e))
#pragma warning restore CA1031
            {
                Log.RunFailed(logger, run.Id, e);
                _failed = (run.Id, CodeOf(e));
                await RecordFailureAsync(cancellationToken);
            }
        }
    }

    /// <summary>Remembered until it is written: on a full disk that fails too, and the run must not be measured again and again meanwhile.</summary>
    private async Task RecordFailureAsync(CancellationToken cancellationToken)
    {
        if (_failed is { } failed)
        {
            await store.EndAsync(failed.Id, EvaluationStatus.Failed, failed.Code, time.GetUtcNow(), cancellationToken);
            _failed = null;
        }
    }

    private static string CodeOf(Exception exception) => exception switch
    {
        EvaluationException e => e.Code,
        EmbeddingException e => e.Code,
        _ => "unexpected",
    };
}
