using System.Diagnostics;

namespace KnowledgeBase.Core.Documents.Reading.Worker;

/// <summary>Measures what a worker takes for one file, and names the limit that it passes.</summary>
internal sealed class WorkerWatch(Process process, ReadingOptions options)
{
    // The clock runs on while a busy machine does other things: it gets this many times as long as the processor.
    private const int ClockFactor = 4;

    private readonly long _started = Stopwatch.GetTimestamp();
    private long _heard = Stopwatch.GetTimestamp();
    private readonly TimeSpan _processorAtStart = Processor(process);
    private TimeSpan _processorAtSign = Processor(process);
    private readonly TimeSpan _treeAtStart = ProcessTree.Of(process).Processor;
    private TimeSpan _tree;
    private int _pages;

    public long PeakBytes { get; private set; }

    /// <summary>What was taken as of the last look.</summary>
    public WorkerUse Use => new(_tree, PeakBytes);

    /// <summary>The code of the limit that was passed; null while none was.</summary>
    public string? Verdict { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>A process that ended near its memory limit ran out of memory; any other crashed.</summary>
    public string CrashCode => PeakBytes > options.MaxWorkerBytes * 6 / 10 ? ReadingOutcome.Bomb : ReadingOutcome.ParserCrash;

    /// <param name="page">Whether a page is finished.</param>
    public void SignOfLife(bool page)
    {
        if (page) _pages++;
        Volatile.Write(ref _heard, Stopwatch.GetTimestamp());
        _processorAtSign = Processor(process);
    }

    /// <summary>Looks once. True when the process must end.</summary>
    public bool Exceeds()
    {
        if (!Look()) return false;
        var silent = Stopwatch.GetElapsedTime(Volatile.Read(ref _heard)).TotalSeconds;
        var busy = (Processor(process) - _processorAtSign).TotalSeconds;
        (Verdict, Reason) = (Verdict, PeakBytes, busy, silent) switch
        {
            ({ }, _, _, _) => (Verdict, Reason),
            (_, var bytes, _, _) when bytes > options.MaxWorkerBytes => (ReadingOutcome.Bomb, $"More than {options.MaxWorkerBytes >> 20} MB of memory."),
            (_, _, var spent, var quiet) when spent > options.MaxSilentSeconds || quiet > options.MaxSilentSeconds * ClockFactor =>
                (ReadingOutcome.Timeout, $"No page finished within {options.MaxSilentSeconds} seconds."),
            _ when Overdue() => (ReadingOutcome.Timeout, $"Not read within {options.MaxSeconds} seconds."),
            _ => (null, null),
        };
        return Verdict is not null;
    }

    /// <summary>Notes what the process and its children take now. False once it has ended.</summary>
    public bool Look()
    {
        var (processor, bytes) = ProcessTree.Of(process);
        if (bytes == 0) return false;
        PeakBytes = Math.Max(PeakBytes, bytes);
        if (processor - _treeAtStart > _tree) _tree = processor - _treeAtStart;
        return true;
    }

    /// <summary>A page may be recognised, which other processes do: its picture takes little time here, but much by the clock.</summary>
    private bool Overdue() =>
        (Processor(process) - _processorAtStart).TotalSeconds > options.MaxSeconds + _pages
        || Stopwatch.GetElapsedTime(_started).TotalSeconds > options.MaxSeconds + (20 * _pages);

    private static TimeSpan Processor(Process process)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return TimeSpan.Zero;
        }
    }
}
