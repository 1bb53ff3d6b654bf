using System.Security.Claims;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Ingestion.Rereading;
using KnowledgeBase.Web.Identity;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;
using Radzen;

namespace KnowledgeBase.Web.Components.Documents;

/// <summary>Reading a document in another way, on its page: checks the right again, does it and says what came of it.</summary>
public sealed class RereadActions(AccessControl access, RereadingWorker worker, NotificationService notifications, IStringLocalizer<RereadTexts> texts)
{
    public Task AskAsync(ClaimsPrincipal user, Guid id, ReadingChoice choice, string password) => DoAsync(
        user, id, document => worker.AskAsync(document, choice, password, false, user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", CancellationToken.None), "NotAsked");

    public Task KeepAsync(ClaimsPrincipal user, Guid id) => DoAsync(user, id, document => worker.KeepAsync(document.Id, CancellationToken.None), "NotKept");

    public Task DropAsync(ClaimsPrincipal user, Guid id) => DoAsync(user, id, document => worker.DropAsync(document.Id, CancellationToken.None), "NotDropped");

    private async Task DoAsync(ClaimsPrincipal user, Guid id, Func<Document, Task<bool>> action, string otherwise)
    {
        if (await access.FindDocumentAsync(user, id, CollectionAction.Edit, CancellationToken.None) is not { } document || !await action(document))
        {
            notifications.Notify(NotificationSeverity.Warning, texts[otherwise]);
        }
    }
}
