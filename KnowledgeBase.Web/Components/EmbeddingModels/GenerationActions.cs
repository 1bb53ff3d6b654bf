using System.Security.Claims;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Generations;
using KnowledgeBase.Web.Components.Shared;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Identity;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;
using Radzen;

namespace KnowledgeBase.Web.Components.EmbeddingModels;

/// <summary>What an administrator may do with a generation: checks the right again, does it and says what kept it from being done.</summary>
public sealed class GenerationActions(
    GenerationWorker worker, ErrorMessages errors, DialogService dialogs, NotificationService notifications, IStringLocalizer<ModelTexts> texts)
{
    public async Task DoAsync(ClaimsPrincipal admin, Func<Task> action)
    {
        if (!AccessControl.MayAdminister(admin))
        {
            return;
        }

        try
        {
            await action();
        }
        catch (EmbeddingException e)
        {
            var error = errors.Of(e.Code);
            notifications.Notify(NotificationSeverity.Error, error.Message, error.Next);
        }
    }

    /// <summary>Begins to make new vectors. False when that cannot be now.</summary>
    public async Task<bool> StartAsync(ClaimsPrincipal admin, GenerationChange change, bool switchWhenReady)
    {
        if (!AccessControl.MayAdminister(admin))
        {
            return false;
        }

        var started = await worker.StartAsync(change, switchWhenReady, admin.UserId()!, CancellationToken.None) is not null;
        if (!started)
        {
            notifications.Notify(NotificationSeverity.Warning, texts["AnotherIsOpen"]);
        }

        return started;
    }

    public async Task GoBackAsync(ClaimsPrincipal admin, Generation generation)
    {
        if (AccessControl.MayAdminister(admin)
            && await dialogs.ConfirmAsync(texts["GoBack"], texts["GoBackMessage"], texts["GoBack"], danger: false))
        {
            await worker.GoBackAsync(generation, admin.UserId()!, CancellationToken.None);
        }
    }

    public async Task DropAsync(ClaimsPrincipal admin, Generation generation)
    {
        if (await dialogs.ConfirmAsync(texts["DropKept"], texts["DropKeptMessage"], texts["DropKept"]) && AccessControl.MayAdminister(admin))
        {
            await worker.DropKeptAsync(generation, CancellationToken.None);
        }
    }
}
