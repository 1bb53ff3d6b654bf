using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Faqs;

/// <summary>How a collection answers and what it remembers.</summary>
/// <param name="MinCosine">Below it there is no confident match; -1 to 1.</param>
/// <param name="LogDays">How long questions are kept; 0: they are not logged.</param>
public sealed record FaqSettings(double MinCosine, int LogDays)
{
    public static FaqSettings Default { get; } = new(0.6, 90);
}

public sealed class FaqSettingsStore(KnowledgeBaseDatabase database)
{
    public Task<FaqSettings> FindAsync(Guid collectionId, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Query(
            "select min_cosine, log_days from faq_settings where collection_id = $id",
            row => new FaqSettings(row.GetDouble(0), row.GetInt32(1)), ("$id", collectionId)).SingleOrDefault() ?? FaqSettings.Default,
        cancellationToken);

    public Task SaveAsync(Guid collectionId, FaqSettings settings, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            insert into faq_settings values ($id, $cosine, $days)
            on conflict (collection_id) do update set min_cosine = excluded.min_cosine, log_days = excluded.log_days
            """,
            ("$id", collectionId), ("$cosine", Math.Clamp(settings.MinCosine, -1, 1)), ("$days", Math.Clamp(settings.LogDays, 0, 3650))),
        cancellationToken);
}
