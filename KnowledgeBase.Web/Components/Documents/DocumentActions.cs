using System.Security.Claims;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Likeness;
using KnowledgeBase.Core.Ingestion;
using KnowledgeBase.Web.Components.Shared;
using KnowledgeBase.Web.Identity;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;
using Radzen;

namespace KnowledgeBase.Web.Components.Documents;

/// <summary>What one may do with documents, on any page: asks, checks the right to each again, does it and says so.</summary>
public sealed class DocumentActions(
    AccessControl access,
    DocumentIntake intake,
    IngestionWorker worker,
    LikenessStore likenesses,
    DialogService dialogs,
    NotificationService notifications,
    IStringLocalizer<DocumentTexts> texts,
    IStringLocalizer<ReportTexts> report,
    IStringLocalizer<SharedTexts> shared)
{
    /// <summary>Reads the documents anew; returns how many.</summary>
    public async Task<int> RetryAsync(ClaimsPrincipal user, IReadOnlyList<Guid> ids)
    {
        var count = await ForEachAsync(user, ids, document => worker.RetryAsync(document, CancellationToken.None));
        Say("RetriedCount", count, ids.Count);
        return count;
    }

    /// <summary>Reads an encrypted document with its password.</summary>
    public Task<int> UnlockAsync(ClaimsPrincipal user, Document document, string password) =>
        ForEachAsync(user, [document.Id], found => worker.RetryAsync(found, password, CancellationToken.None));

    /// <summary>Deletes after a confirmation; returns how many.</summary>
    public async Task<int> DeleteAsync(ClaimsPrincipal user, IReadOnlyList<Document> documents)
    {
        string message = documents is [var only] ? texts["DeleteMessage", only.Name] : texts["DeleteManyMessage", documents.Count];
        if (documents.Count == 0 || !await dialogs.ConfirmAsync(texts["DeleteTitle"], message, shared["Delete"]))
        {
            return 0;
        }

        var count = await ForEachAsync(user, [.. documents.Select(document => document.Id)], document => intake.DeleteAsync(document.Id, CancellationToken.None));
        Say("DeletedCount", count, documents.Count);
        return count;
    }

    /// <summary>Says that a document is to stay beside those that it is like.</summary>
    public Task KeepBothAsync(ClaimsPrincipal user, Guid id) => ForEachAsync(user, [id], async document =>
    {
        await likenesses.KeepAsync(document.Id, CancellationToken.None);
        return true;
    });

    /// <summary>Makes a document the next version of an earlier one.</summary>
    public async Task MakeVersionAsync(ClaimsPrincipal user, Guid id, Guid earlierId)
    {
        var allowed = await access.FindDocumentAsync(user, earlierId, CollectionAction.Edit, CancellationToken.None) is not null;
        var linked = allowed && await ForEachAsync(user, [id], document => likenesses.LinkAsync(document.Id, earlierId, CancellationToken.None)) > 0;
        notifications.Notify(linked ? NotificationSeverity.Success : NotificationSeverity.Warning, report[linked ? "Linked" : "NotLinked"]);
    }

    private async Task<int> ForEachAsync(ClaimsPrincipal user, IReadOnlyList<Guid> ids, Func<Document, Task<bool>> action)
    {
        var count = 0;
        foreach (var id in ids)
        {
            if (await access.FindDocumentAsync(user, id, CollectionAction.Edit, CancellationToken.None) is { } document && await action(document))
            {
                count++;
            }
        }

        return count;
    }

    private void Say(string key, int count, int asked)
    {
        if (count > 0)
        {
            notifications.Notify(NotificationSeverity.Success, texts.Counted(key, count));
        }
        else if (asked > 0)
        {
            notifications.Notify(NotificationSeverity.Warning, texts["NotAllowed"]);
        }
    }
}
