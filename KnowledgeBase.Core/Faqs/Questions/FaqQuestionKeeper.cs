using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Faqs.Questions;

/// <summary>Writes the questions that wait four times a second, and deletes those kept long enough once an hour.</summary>
internal sealed class FaqQuestionKeeper(FaqQuestionLog log, FaqQuestionStore store, TimeProvider time, ILogger<FaqQuestionKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Pause, time);
        var expired = DateTimeOffset.MinValue;
        try
        {
            do
            {
                try
                {
                    await log.FlushAsync(CancellationToken.None);
                    if (time.GetUtcNow() - expired > TimeSpan.FromHours(1))
                    {
                        await store.ExpireAsync(time.GetUtcNow(), FaqSettings.Default.LogDays, CancellationToken.None);
                        expired = time.GetUtcNow();
                    }
                }
#pragma warning disable CA1031 // One failure must not end the keeping of all later questions.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    Log.KeepingFailed(logger, e);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await log.FlushAsync(CancellationToken.None);
        }
    }
}
