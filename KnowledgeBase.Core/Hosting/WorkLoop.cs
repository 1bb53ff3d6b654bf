using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Core.Hosting;

/// <summary>
/// Work in the background that a signal wakes. No failure ends it: .NET stops the whole application when a hosted service
/// throws, and a disk that was full for a moment must do neither that nor keep later work from being done.
/// </summary>
/// <param name="work">Does all there is to do. A signal that comes meanwhile makes it run again.</param>
/// <param name="logger">Of the service, so that the log says whose work failed.</param>
/// <param name="isAwaited">True for a failure after which somebody will call <see cref="Wake"/>, such as an engine that is not ready.</param>
public sealed class WorkLoop(Func<CancellationToken, Task> work, ILogger logger, Func<Exception, bool>? isAwaited = null)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There may be something to do. On any thread; never waits.</summary>
    public void Wake() => _signal.Writer.TryWrite(true);

    /// <summary>Works at every signal until the host stops; then it ends without an exception. Called twice, two work side by side.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            while (await _signal.Reader.WaitToReadAsync(stoppingToken))
            {
                if (_signal.Reader.TryRead(out _)) await UntilDoneAsync(work, logger, stoppingToken, isAwaited);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A graceful stop: the state in the database says where the next start goes on.
        }
    }

    /// <summary>Does something that must be done, and tries again after every failure but an awaited one.</summary>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public static async Task UntilDoneAsync(Func<CancellationToken, Task> work, ILogger logger, CancellationToken stoppingToken, Func<Exception, bool>? isAwaited = null)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await work(stoppingToken);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception e) when (isAwaited?.Invoke(e) == true)
            {
                return;
            }
#pragma warning disable CA1031 // That is what it is for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Log.TriedAgain(logger, pause.TotalSeconds, e);
                await Task.Delay(pause, stoppingToken);
            }
        }
    }
}
