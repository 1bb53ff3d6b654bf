using KnowledgeBase.Core.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Faqs.Questions;

/// <summary>Writes the questions that wait four times a second, and deletes those kept long enough once an hour.</summary>
internal sealed class FaqQuestionKeeper(FaqQuestionLog log, FaqQuestionStore store, TimeProvider time, ILogger<FaqQuestionKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var expired = DateTimeOffset.MinValue;
        var loop = new WorkLoop(KeepAsync, logger);
        loop.Wake();
        await loop.RunAsync(stoppingToken);
        try
        {
            await log.FlushAsync(CancellationToken.None);
        }
#pragma warning disable CA1031 // The application stops as it should, even when the last questions find no room.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.KeepingFailed(logger, e);
        }

        async Task KeepAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                await log.FlushAsync(CancellationToken.None);
                if (time.GetUtcNow() - expired > TimeSpan.FromHours(1))
                {
                    await store.ExpireAsync(time.GetUtcNow(), FaqSettings.Default.LogDays, CancellationToken.None);
                    expired = time.GetUtcNow();
                }

                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
