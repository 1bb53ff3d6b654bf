using System.Threading.Channels;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Faqs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Evaluation;

/// <summary>Carries out the runs that were accepted, one after another; one that was interrupted is begun anew.</summary>
internal sealed class EvaluationWorker(EvaluationRunner runner, EvaluationStore store, IEmbeddingEngine engine, TimeProvider time, ILogger<EvaluationWorker> logger) : BackgroundService
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        runner.Wanted += Wake;
        engine.StatusChanged += Wake;
        Wake();
        try
        {
            while (await _wake.Reader.WaitToReadAsync(stoppingToken))
            {
                _wake.Reader.TryRead(out _);
                try
                {
                    while (await store.NextAsync(stoppingToken) is { } run)
                    {
                        await RunAsync(run, stoppingToken);
                    }
                }
                catch (EmbeddingException e) when (e.Code == FaqVectorWait.Indexing)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
                    Wake();
                }
                catch (EmbeddingException)
                {
                    // The engine's next change of state wakes this loop again.
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A graceful stop; the next start begins the run anew.
        }
        finally
        {
            runner.Wanted -= Wake;
            engine.StatusChanged -= Wake;
        }
    }

    private async Task RunAsync(EvaluationRun run, CancellationToken cancellationToken)
    {
        try
        {
            await runner.RunAsync(run, cancellationToken);
        }
#pragma warning disable CA1031 // A run that fails must not keep the others from running.
        catch (Exception e) when (e is not OperationCanceledException and not EmbeddingException)
#pragma warning restore CA1031
        {
            Log.RunFailed(logger, run.Id, e);
            await store.EndAsync(run.Id, EvaluationStatus.Failed, (e as EvaluationException)?.Code ?? "unexpected", time.GetUtcNow(), cancellationToken);
        }
    }

    private void Wake() => _wake.Writer.TryWrite(true);
}
