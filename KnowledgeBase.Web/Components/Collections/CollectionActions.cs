using System.Security.Claims;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Web.Components.Shared;
using KnowledgeBase.Web.Identity;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;
using Radzen;

namespace KnowledgeBase.Web.Components.Collections;

/// <summary>What one may do with a collection, on any page: asks, checks the right to it again, does it and says so.</summary>
public sealed class CollectionActions(
    AccessControl access,
    CollectionStore collections,
    DocumentIntake intake,
    DialogService dialogs,
    NotificationService notifications,
    IStringLocalizer<CollectionTexts> texts,
    IStringLocalizer<SharedTexts> shared)
{
    /// <summary>The new collection; null when nothing was created.</summary>
    public async Task<Collection?> CreateAsync(ClaimsPrincipal user)
    {
        if (await EditorAsync(texts["CreateTitle"], null) is not { } draft || !AccessControl.MayCreateCollections(user))
        {
            return null;
        }

        return await collections.CreateAsync(draft.Name, draft.Kind, draft.Description, user.UserId()!, CancellationToken.None);
    }

    public async Task EditAsync(ClaimsPrincipal user, Collection collection)
    {
        if (await EditorAsync(texts["EditTitle"], collection) is { } draft && await OwnsAsync(user, collection))
        {
            await collections.UpdateAsync(collection.Id, draft.Name, draft.Description, CancellationToken.None);
            notifications.Notify(NotificationSeverity.Success, texts["Saved"]);
        }
    }

    /// <summary>True when it was deleted.</summary>
    public async Task<bool> DeleteAsync(ClaimsPrincipal user, Collection collection, int documentCount)
    {
        if (!await dialogs.ConfirmAsync(texts["DeleteTitle"], texts["DeleteMessage", collection.Name, documentCount], shared["Delete"], collection.Name)
            || !await OwnsAsync(user, collection))
        {
            return false;
        }

        await intake.DeleteAllAsync(collection.Id, CancellationToken.None);
        await collections.DeleteAsync(collection.Id, CancellationToken.None);
        notifications.Notify(NotificationSeverity.Success, texts["Deleted"]);
        return true;
    }

    public Task ShowMembersAsync(Collection collection) => dialogs.OpenAsync<MembersDialog>(
        texts["MembersTitle", collection.Name],
        new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(MembersDialog.CollectionId)] = collection.Id },
        new DialogOptions { Width = "38rem", CloseDialogOnOverlayClick = true });

    private async Task<CollectionDraft?> EditorAsync(string title, Collection? collection) => await dialogs.OpenAsync<CollectionEditor>(
        title,
        new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(CollectionEditor.Collection)] = collection },
        new DialogOptions { Width = "32rem" }) as CollectionDraft;

    private async Task<bool> OwnsAsync(ClaimsPrincipal user, Collection collection)
    {
        // Rights may have changed while the dialog was open.
        var owns = await access.FindCollectionAsync(user, collection.Id, CollectionAction.Own, CancellationToken.None) is not null;
        if (!owns)
        {
            notifications.Notify(NotificationSeverity.Warning, texts["NotAllowed"]);
        }

        return owns;
    }
}

/// <summary>What was typed in the editor.</summary>
public sealed record CollectionDraft(string Name, CollectionKind Kind, string Description);
