using System.Diagnostics;
using System.Text.Json;

namespace KnowledgeBase.Core.Documents.Reading.Worker;

/// <summary>One child process from the parent's side: asks, listens, and ends it when it takes too much.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int LongestLine = 64 << 20;

    private readonly ReadingOptions _options;
    private readonly string _folder = Directory.CreateTempSubdirectory("kb-worker-").FullName;
    private readonly Process _process;

    private WorkerProcess(ReadingOptions options)
    {
        _options = options;
        try
        {
            _process = new Process { StartInfo = WorkerCommand.Start(options, _folder) };
            _process.Start();
            // Native libraries write what they like there, text of the file included: it is drained and forgotten.
            _process.BeginErrorReadLine();
        }
        catch
        {
            Directory.Delete(_folder, true);
            throw;
        }
    }

    /// <summary>Files read so far.</summary>
    public int Files { get; private set; }

    /// <summary>Largest memory seen, in bytes.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>What the last file took.</summary>
    public WorkerUse Use { get; private set; }

    public bool IsAlive => !_process.HasExited;

    public static async Task<WorkerProcess> StartAsync(ReadingOptions options)
    {
        var worker = new WorkerProcess(options);
        try
        {
            await worker.SendAsync(new WorkerRequest { Options = options });
            return worker;
        }
        catch (IOException e)
        {
            worker.Dispose();
            throw new WorkerEndedException(ReadingOutcome.ParserCrash, "The worker ended before it was asked anything.", e);
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and hands every line of the answer on until one ends it.</summary>
    /// <param name="heard">Is given each message; true when it was the last.</param>
    /// <exception cref="WorkerEndedException">It died or was ended; it can be used no more.</exception>
    public async Task AskAsync(WorkerRequest request, Func<WorkerMessage, bool> heard, CancellationToken cancellationToken)
    {
        Files++;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = new WorkerWatch(_process, _options);
        var watching = WatchAsync(watch, ended.Token);
        try
        {
            await SendAsync(request);
            while (await ReadLineAsync(ended.Token) is { } line)
            {
                if (!line.StartsWith('{')) continue;
                var message = JsonSerializer.Deserialize<WorkerMessage>(line, WorkerJson.Options);
                watch.SignOfLife(message?.PageCount > 0 && message.PagesRead > 0);
                if (message is not null && heard(message)) return;
            }

            await _process.WaitForExitAsync(cancellationToken);
            throw new WorkerEndedException(watch.Verdict ?? watch.CrashCode, watch.Reason ?? $"The worker ended by itself (exit code {_process.ExitCode}).");
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidDataException)
        {
            Kill();
            throw new WorkerEndedException(watch.Verdict ?? watch.CrashCode, watch.Reason ?? "The worker's answer broke off.", e);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw;
        }
        finally
        {
            watch.Look();
            Use = watch.Use;
            PeakBytes = Math.Max(PeakBytes, watch.PeakBytes);
            await ended.CancelAsync();
            await watching;
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
        try
        {
            Directory.Delete(_folder, true);
        }
        catch (IOException)
        {
            // A child of the child may still be writing; the system clears its temporary folder.
        }
    }

    private async Task WatchAsync(WorkerWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (!watch.Exceeds()) continue;
                Kill();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The answer is there.
        }
    }

    private async Task SendAsync(WorkerRequest request)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, WorkerJson.Options));
        await _process.StandardInput.FlushAsync();
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken);
        return line is { Length: > LongestLine } ? throw new InvalidDataException("A line of the answer is too long.") : line;
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended.
        }
    }
}
