using System.Collections.Concurrent;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Faqs;

/// <summary>How a collection answers and what it remembers.</summary>
/// <param name="MinCosine">Below it there is no confident match; -1 to 1.</param>
/// <param name="LogDays">How long questions are kept; 0: they are not logged.</param>
/// <param name="VectorWeight">Share of the cosine in the order of matches, the rest is the words'; 0 to 1.</param>
/// <param name="WidgetOrigins">Where the widget may stand, such as https://help.example.com; separated by spaces.</param>
public sealed record FaqSettings(double MinCosine, int LogDays, double VectorWeight = 0.8, string WidgetOrigins = "")
{
    /// <summary>The threshold is the bundled model's, chosen as docs/faq.md says; another model's is found by the evaluation.</summary>
    public static FaqSettings Default { get; } = new(0.5, 90);
}

/// <summary>Settings of each collection, kept in memory too: they are asked at every question.</summary>
public sealed class FaqSettingsStore(KnowledgeBaseDatabase database)
{
    private readonly ConcurrentDictionary<Guid, FaqSettings> _known = new();

    public async Task<FaqSettings> FindAsync(Guid collectionId, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(collectionId, out var settings))
        {
            settings = await database.ReadAsync(
                connection => connection.Query(
                    "select min_cosine, log_days, vector_weight, widget_origins from faq_settings where collection_id = $id",
                    row => new FaqSettings(row.GetDouble(0), row.GetInt32(1), row.GetDouble(2), row.GetString(3)), ("$id", collectionId)).SingleOrDefault()
                    ?? FaqSettings.Default,
                cancellationToken);
            _known[collectionId] = settings;
        }

        return settings;
    }

    /// <summary>Where the widget of a collection may stand. Asked before anybody has signed in, so nothing is kept of ids that are none.</summary>
    public async Task<IReadOnlyList<string>> WidgetOriginsAsync(Guid collectionId, CancellationToken cancellationToken)
    {
        var origins = _known.TryGetValue(collectionId, out var settings)
            ? settings.WidgetOrigins
            : await database.ReadAsync(
                connection => connection.Scalar<string?>("select widget_origins from faq_settings where collection_id = $id", ("$id", collectionId)), cancellationToken);
        return origins?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    public async Task SaveAsync(Guid collectionId, FaqSettings settings, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            connection => connection.Execute(
                """
                insert into faq_settings values ($id, $cosine, $days, $weight, $origins)
                on conflict (collection_id) do update set min_cosine = excluded.min_cosine, log_days = excluded.log_days,
                  vector_weight = excluded.vector_weight, widget_origins = excluded.widget_origins
                """,
                ("$id", collectionId), ("$cosine", Math.Clamp(settings.MinCosine, -1, 1)), ("$days", Math.Clamp(settings.LogDays, 0, 3650)),
                ("$weight", Math.Clamp(settings.VectorWeight, 0, 1)), ("$origins", settings.WidgetOrigins)),
            cancellationToken);
        _known.TryRemove(collectionId, out _);
    }
}
