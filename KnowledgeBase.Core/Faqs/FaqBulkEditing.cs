using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Faqs;

/// <summary>Changes many entries of a collection in one transaction: all that can be changed, or none.</summary>
public sealed class FaqBulkEditing(KnowledgeBaseDatabase database, FaqChanges changes, TimeProvider time)
{
    /// <summary>Gives entries another status; returns how many were changed.</summary>
    /// <exception cref="FaqException">answer_missing: an entry without an answer cannot be published. Nothing is changed then.</exception>
    public Task<int> SetStatusAsync(Guid collectionId, IReadOnlyCollection<Guid> ids, FaqStatus status, string userId, CancellationToken cancellationToken) =>
        ChangeAsync(collectionId, ids, content => content with { Status = status }, userId, cancellationToken);

    /// <summary>Adds a tag to entries; returns how many did not have it.</summary>
    public Task<int> AddTagAsync(Guid collectionId, IReadOnlyCollection<Guid> ids, string tag, string userId, CancellationToken cancellationToken) =>
        ChangeAsync(collectionId, ids, content => content with { Tags = [.. content.Tags, tag] }, userId, cancellationToken);

    /// <summary>Deletes entries; their versions stay. Returns how many there were.</summary>
    public async Task<int> DeleteAsync(Guid collectionId, IReadOnlyCollection<Guid> ids, string userId, CancellationToken cancellationToken)
    {
        var deleted = await database.WriteAsync(
            connection => ids.Select(id => FaqEditing.Delete(connection, collectionId, id, userId)).OfType<FaqEntry>().ToList(), cancellationToken);
        deleted.ForEach(entry => changes.Tell(entry, removed: true));
        return deleted.Count;
    }

    private async Task<int> ChangeAsync(
        Guid collectionId, IReadOnlyCollection<Guid> ids, Func<FaqContent, FaqContent> change, string userId, CancellationToken cancellationToken)
    {
        var changed = await database.WriteAsync(
            connection =>
            {
                var entries = new List<FaqEntry>();
                foreach (var id in ids)
                {
                    if (FaqEditing.Find(connection, collectionId, id) is not { } entry)
                    {
                        continue;
                    }

                    var content = change(entry.Content).Tidy();
                    if (content.Status == entry.Content.Status && content.Tags.SequenceEqual(entry.Content.Tags))
                    {
                        continue;
                    }

                    if (content.Faults().FirstOrDefault() is { } fault)
                    {
                        throw new FaqException(fault, $"The entry {id} has a fault.");
                    }

                    entries.Add(entry with { Version = entry.Version + 1, Content = content, UpdatedAt = time.GetUtcNow(), UpdatedBy = userId });
                    FaqEditing.Write(connection, entries[^1]);
                }

                return entries;
            },
            cancellationToken);
        changed.ForEach(entry => changes.Tell(entry));
        return changed.Count;
    }
}
