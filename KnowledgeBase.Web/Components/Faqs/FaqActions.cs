using System.Security.Claims;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Web.Components.Shared;
using KnowledgeBase.Web.Identity;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;
using Radzen;

namespace KnowledgeBase.Web.Components.Faqs;

/// <summary>What one may do with entries, on any page: asks, checks the right again, does it and says so.</summary>
public sealed class FaqActions(
    AccessControl access,
    FaqEditing editing,
    FaqBulkEditing bulk,
    FaqStore entries,
    DialogService dialogs,
    NotificationService notifications,
    IStringLocalizer<FaqTexts> texts,
    IStringLocalizer<SharedTexts> shared)
{
    /// <summary>Saves an entry (null: a new one). The entry as stored, or null and the fault in the user's words.</summary>
    public async Task<(FaqEntry? Entry, string? Fault)> SaveAsync(ClaimsPrincipal user, Guid collectionId, FaqEntry? entry, FaqContent content)
    {
        if (!await MayEditAsync(user, collectionId))
        {
            return (null, texts["NotAllowed"]);
        }

        try
        {
            var saved = entry is null
                ? await editing.CreateAsync(collectionId, content, user.UserId()!, CancellationToken.None)
                : await editing.UpdateAsync(entry.Id, entry.Version, content, user.UserId()!, CancellationToken.None);
            notifications.Notify(NotificationSeverity.Success, texts["Saved"]);
            return (saved, null);
        }
        catch (FaqException e)
        {
            return (null, texts[$"Fault_{e.Code}"]);
        }
    }

    public async Task<int> SetStatusAsync(ClaimsPrincipal user, Guid collectionId, IReadOnlyCollection<Guid> ids, FaqStatus status) =>
        await ChangeAsync(user, collectionId, userId => bulk.SetStatusAsync(collectionId, ids, status, userId, CancellationToken.None), "Changed");

    public async Task<int> AddTagAsync(ClaimsPrincipal user, Guid collectionId, IReadOnlyCollection<Guid> ids, string tag) => string.IsNullOrWhiteSpace(tag)
        ? 0
        : await ChangeAsync(user, collectionId, userId => bulk.AddTagAsync(collectionId, ids, tag, userId, CancellationToken.None), "Changed");

    /// <summary>Deletes after a confirmation; returns how many.</summary>
    public async Task<int> DeleteAsync(ClaimsPrincipal user, Guid collectionId, IReadOnlyCollection<Guid> ids)
    {
        string message = ids.Count == 1 && await entries.FindAsync(ids.First(), CancellationToken.None) is { } only
            ? texts["DeleteMessage", only.Content.Question]
            : texts["DeleteManyMessage", ids.Count];
        return ids.Count > 0 && await dialogs.ConfirmAsync(texts["DeleteTitle"], message, shared["Delete"])
            ? await ChangeAsync(user, collectionId, userId => bulk.DeleteAsync(collectionId, ids, userId, CancellationToken.None), "DeletedCount")
            : 0;
    }

    /// <summary>Makes an earlier version of each the newest again: for what was deleted, the one before.</summary>
    public async Task UndoAsync(ClaimsPrincipal user, Guid collectionId, IReadOnlyCollection<Guid> ids)
    {
        await ChangeAsync(
            user, collectionId,
            async userId =>
            {
                foreach (var id in ids)
                {
                    var versions = await entries.VersionsAsync(id, CancellationToken.None);
                    if (versions.Skip(1).FirstOrDefault(version => version.Content is not null) is { } before)
                    {
                        await editing.RestoreAsync(collectionId, id, before.Version, userId, CancellationToken.None);
                    }
                }

                return 0;
            },
            "Changed");
        notifications.Notify(NotificationSeverity.Success, texts["Undone"]);
    }

    /// <summary>Makes a version the newest; null when the right to it has gone.</summary>
    public async Task<FaqEntry?> RestoreAsync(ClaimsPrincipal user, Guid collectionId, FaqVersion version)
    {
        FaqEntry? restored = null;
        await ChangeAsync(
            user, collectionId,
            async userId =>
            {
                restored = await editing.RestoreAsync(collectionId, version.EntryId, version.Version, userId, CancellationToken.None);
                notifications.Notify(NotificationSeverity.Success, texts["Restored", version.Version]);
                return 0;
            },
            "Changed");
        return restored;
    }

    /// <summary>Adds a customer's words to an entry; false when that cannot be done.</summary>
    public async Task<bool> AddPhrasingAsync(ClaimsPrincipal user, FaqEntry entry, string phrasing)
    {
        // The newest version: the entry may have changed since it was shown.
        if (await entries.FindAsync(entry.Id, CancellationToken.None) is not { } current || !await MayEditAsync(user, current.CollectionId))
        {
            notifications.Notify(NotificationSeverity.Warning, texts["NotAllowed"]);
            return false;
        }

        try
        {
            var content = current.Content with { Phrasings = [.. current.Content.Phrasings, phrasing] };
            await editing.UpdateAsync(current.Id, current.Version, content, user.UserId()!, CancellationToken.None);
            notifications.Notify(NotificationSeverity.Success, texts["AddedPhrasing", phrasing, current.Content.Question]);
            return true;
        }
        catch (FaqException e)
        {
            notifications.Notify(NotificationSeverity.Error, texts[$"Fault_{e.Code}"]);
            return false;
        }
    }

    public async Task<bool> MayEditAsync(ClaimsPrincipal user, Guid collectionId) =>
        await access.FindCollectionAsync(user, collectionId, CollectionAction.Edit, CancellationToken.None) is { Kind: CollectionKind.Faq };

    private async Task<int> ChangeAsync(ClaimsPrincipal user, Guid collectionId, Func<string, Task<int>> change, string said)
    {
        if (!await MayEditAsync(user, collectionId))
        {
            notifications.Notify(NotificationSeverity.Warning, texts["NotAllowed"]);
            return 0;
        }

        try
        {
            var count = await change(user.UserId()!);
            if (count > 0)
            {
                notifications.Notify(NotificationSeverity.Success, texts.Counted(said, count));
            }

            return count;
        }
        catch (FaqException e)
        {
            notifications.Notify(NotificationSeverity.Error, texts[$"Fault_{e.Code}"]);
            return 0;
        }
    }
}
