using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace KnowledgeBase.Core.Ingestion;

/// <summary>Where the time of ingestion goes, stage by stage: read, chunk, embed, store.</summary>
public static class IngestionMetrics
{
    public const string MeterName = "KnowledgeBase.Ingestion";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> Stage = Meter.CreateHistogram<double>("kb_ingestion_stage_seconds", "s", "Seconds of one stage of one document or batch");

    private static readonly Counter<long> Tokens = Meter.CreateCounter<long>("kb_ingestion_tokens", "{token}", "Tokens embedded by ingestion");

    internal static void Observe(string stage, long started, int tokens = 0)
    {
        Stage.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("stage", stage));
        if (tokens > 0)
        {
            Tokens.Add(tokens);
        }
    }
}
