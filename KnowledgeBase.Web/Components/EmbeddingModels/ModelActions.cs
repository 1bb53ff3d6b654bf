using System.Security.Claims;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Embeddings.Files;
using KnowledgeBase.Core.Generations;
using KnowledgeBase.Web.Identity;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;
using Radzen;

namespace KnowledgeBase.Web.Components.EmbeddingModels;

/// <summary>What an administrator may do with a model file.</summary>
public sealed class ModelActions(
    GenerationWorker worker, IEmbeddingModels models, ModelFolder folder, DialogService dialogs, NotificationService notifications, IStringLocalizer<ModelTexts> texts)
{
    /// <summary>Asks how, then begins to make the vectors of this model; the one that serves goes on until they are complete.</summary>
    public async Task UseAsync(ClaimsPrincipal admin, ModelFileInfo file)
    {
        if (folder.Find(file.File) is not { Model: { } model } || file.File == models.ActiveFile)
        {
            return;
        }

        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(UseModelDialog.Name)] = file.IsBundled ? texts["BundledName"].Value : model.Name,
            [nameof(UseModelDialog.Needed)] = model.Memory.Total + (folder.Find(models.ActiveFile)?.Model?.Memory.Total ?? 0),
        };
        var answer = await dialogs.OpenAsync<UseModelDialog>(texts["UseTitle"], parameters, new DialogOptions { Width = "34rem" });
        if (answer is bool switchWhenReady && AccessControl.MayAdminister(admin)
            && await worker.StartAsync(GenerationChange.OfModel(file.File), switchWhenReady, admin.UserId()!, CancellationToken.None) is null)
        {
            notifications.Notify(NotificationSeverity.Warning, texts["AnotherIsOpen"]);
        }
    }

    public Task TestAsync(ModelFileInfo file) => dialogs.OpenAsync<ModelTestDialog>(
        texts["TestTitle", file.IsBundled ? texts["BundledName"].Value : file.FileName],
        new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(ModelTestDialog.File)] = file.File },
        new DialogOptions { Width = "42rem" });
}
