using KnowledgeBase.Core.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.Tests.Hosting;

public sealed class WorkLoopTests
{
    [Fact]
    public async Task GoesOnAfterAFailureAndAfterACancellationThatIsNotItsOwn()
    {
        using var stop = new CancellationTokenSource();
        var reached = new TaskCompletionSource();
        var runs = 0;
        var loop = new WorkLoop(
            _ => ++runs switch
            {
                1 => throw new IOException("No space left on device"),
                2 => throw new OperationCanceledException(), // somebody else's
                _ => Task.Run(reached.SetResult, CancellationToken.None),
            },
            NullLogger.Instance);
        loop.Wake(); // once: the loop itself must come back
        var running = loop.RunAsync(stop.Token);
        await reached.Task.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task WaitsForTheNextSignalAfterAFailureThatIsAwaited()
    {
        using var stop = new CancellationTokenSource();
        var runs = 0;
        using var ran = new SemaphoreSlim(0);
        var loop = new WorkLoop(
            _ =>
            {
                runs++;
                ran.Release();
                throw new InvalidOperationException();
            },
            NullLogger.Instance, static e => e is InvalidOperationException);
        var running = loop.RunAsync(stop.Token);
        for (var signal = 1; signal <= 3; signal++)
        {
            loop.Wake();
            await ran.WaitAsync(CancellationToken.None);
            Assert.Equal(signal, runs);
        }

        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task EndsWithoutAnExceptionWhenTheHostStopsInAPause()
    {
        using var stop = new CancellationTokenSource();
        var failed = new TaskCompletionSource();
        var loop = new WorkLoop(
            _ =>
            {
                failed.TrySetResult();
                throw new IOException();
            },
            NullLogger.Instance);
        loop.Wake();
        var running = loop.RunAsync(stop.Token);
        await failed.Task;
        await stop.CancelAsync();
        await running;
    }
}
