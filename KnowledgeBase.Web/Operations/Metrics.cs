using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Ingestion;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Web.Operations;

/// <summary>
/// Adds up what the meters of this process measure, from its start on, and writes it as Prometheus text (exposition format
/// 0.0.4). Labels are those of the meters: routes, methods, statuses, stages; never a name or a text.
/// </summary>
internal sealed class Metrics : IHostedService, IDisposable
{
    private static readonly string[] Meters =
        ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.RateLimiting"];

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Meter _meter = new("KnowledgeBase.Operations");
    private readonly IngestionStore _ingestion;

    public Metrics(IngestionStore ingestion, IEmbeddingEngine engine, DataFolder folder)
    {
        _ingestion = ingestion;
        _meter.CreateObservableGauge("kb_engine_ready", () => engine.Status.State == EmbeddingEngineState.Ready ? 1 : 0, null, "1 when the model is loaded");
        _meter.CreateObservableGauge("kb_disk_free_bytes", () => folder.FreeBytes, null, "Free bytes on the data folder's disk");
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Contains(instrument.Meter.Name) || instrument.Meter.Name.StartsWith("KnowledgeBase.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<byte>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<short>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        _listener.RecordObservableInstruments();
        var text = new StringWriter { NewLine = "\n" };
        await text.WriteLineAsync("# HELP kb_documents Documents in each state\n# TYPE kb_documents gauge");
        foreach (var (status, count) in await _ingestion.CountAsync(cancellationToken))
        {
            await text.WriteLineAsync($"kb_documents{{status=\"{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(status.ToString())}\"}} {count}");
        }

        foreach (var series in _series.Values.OrderBy(series => series.Name, StringComparer.Ordinal))
        {
            series.Write(text);
        }

        return text.ToString();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _series.GetOrAdd(instrument.Name, static (_, instrument) => new MetricSeries(instrument), instrument).Add(value, tags);
}
