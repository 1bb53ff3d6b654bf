using System.Diagnostics;
using System.Diagnostics.Metrics;
using KnowledgeBase.Core.Ingestion;

namespace KnowledgeBase.Benchmarks.Ingestion;

/// <summary>Listens to the ingestion's own meter: each recorded step is an interval that ended when it was recorded.</summary>
public sealed class StageTimes : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<(string Stage, double Start, double End)> _steps = [];
    private readonly MeterListener _listener = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _tokens;

    public StageTimes()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == IngestionMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            var end = Elapsed;
            lock (_gate)
            {
                _steps.Add(((string)tags[0].Value!, end - seconds, end));
            }
        });
        _listener.SetMeasurementEventCallback<long>((_, tokens, _, _) => Interlocked.Add(ref _tokens, tokens));
        _listener.Start();
    }

    /// <summary>Seconds since this was made.</summary>
    public double Elapsed => Stopwatch.GetElapsedTime(_started).TotalSeconds;

    public long Tokens => Interlocked.Read(ref _tokens);

    /// <summary>Per stage: steps, seconds summed over all steps, and when the first began and the last ended.</summary>
    public IReadOnlyList<(string Stage, int Steps, double Busy, double First, double Last)> Summary()
    {
        lock (_gate)
        {
            return
            [
                .. from step in _steps
                   group step by step.Stage into stage
                   orderby stage.Min(step => step.End)
                   select (stage.Key, stage.Count(), stage.Sum(step => step.End - step.Start), stage.Min(step => step.Start), stage.Max(step => step.End)),
            ];
        }
    }

    /// <summary>Seconds during which at least so many steps ran at the same time.</summary>
    public double Overlapping(int steps)
    {
        List<(double Time, int Change)> changes;
        lock (_gate)
        {
            changes = [.. _steps.SelectMany(step => new[] { (step.Start, 1), (step.End, -1) }).Order()];
        }

        double seconds = 0, since = 0;
        var running = 0;
        foreach (var (time, change) in changes)
        {
            seconds += running >= steps ? time - since : 0;
            (running, since) = (running + change, time);
        }

        return seconds;
    }

    public void Dispose() => _listener.Dispose();
}
