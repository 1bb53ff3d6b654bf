using System.Security.Claims;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Generations;
using KnowledgeBase.Core.Instructions;
using KnowledgeBase.Web.Components.EmbeddingModels;
using KnowledgeBase.Web.Components.Shared;
using KnowledgeBase.Web.Identity;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;
using Radzen;

namespace KnowledgeBase.Web.Components.Instructions;

/// <summary>What an administrator may do with an instruction: asks where that changes what others find, checks the right again, does it and says so.</summary>
public sealed class InstructionActions(
    InstructionStore store, CollectionStore collections, GenerationActions generations, DialogService dialogs, NotificationService notifications,
    IStringLocalizer<InstructionTexts> texts)
{
    /// <summary>A new one, perhaps from a preset, or a new version of one.</summary>
    public async Task EditAsync(ClaimsPrincipal admin, Instruction? instruction, InstructionPreset? preset)
    {
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(InstructionEditor.Name)] = instruction?.Name ?? (preset is null ? "" : texts[$"Purpose_{preset.Purpose}"].Value),
            [nameof(InstructionEditor.Text)] = instruction?.Text ?? preset?.Text ?? "",
            [nameof(InstructionEditor.Side)] = instruction?.Side ?? preset?.Side ?? InstructionSide.Query,
            [nameof(InstructionEditor.Version)] = instruction?.Version,
        };
        var answer = await dialogs.OpenAsync<InstructionEditor>(texts[instruction is null ? "NewTitle" : "EditTitle"], parameters, new DialogOptions { Width = "44rem" });
        if (answer is InstructionDraft draft && AccessControl.MayAdminister(admin))
        {
            await store.SaveAsync(instruction?.Id, draft.Name, draft.Text, draft.Side, admin.UserId()!, CancellationToken.None);
            notifications.Notify(NotificationSeverity.Success, texts["Saved"]);
        }
    }

    public async Task RetireAsync(ClaimsPrincipal admin, Instruction instruction)
    {
        if (await dialogs.ConfirmAsync(texts["Retire"], texts["RetireMessage", instruction.Name], texts["Retire"]) && AccessControl.MayAdminister(admin))
        {
            await store.RetireAsync(instruction.Id, CancellationToken.None);
        }
    }

    /// <summary>Compares it with what a collection has now, on the questions of an evaluation set.</summary>
    public Task MeasureAsync(Instruction instruction) => dialogs.OpenAsync<InstructionMeasure>(
        texts["MeasureTitle", instruction.Name],
        new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(InstructionMeasure.Instruction)] = instruction },
        new DialogOptions { Width = "44rem" });

    /// <summary>On the query's side at once; on the documents' side new vectors are made first. Null for no instruction.</summary>
    public async Task AssignAsync(ClaimsPrincipal admin, Collection collection, InstructionSide side, Instruction? instruction)
    {
        var text = instruction?.Text ?? "";
        if (side == InstructionSide.Query)
        {
            if (AccessControl.MayAdminister(admin))
            {
                await collections.SetQueryInstructionAsync(collection.Id, text, CancellationToken.None);
                await store.SetUseAsync(collection.Id, side, instruction, CancellationToken.None);
                notifications.Notify(NotificationSeverity.Success, texts["AssignedAtOnce", collection.Name]);
            }

            return;
        }

        if (await dialogs.ConfirmAsync(texts["DocumentSideTitle"], texts["DocumentSideMessage", collection.Name], texts["Begin"], danger: false)
            && await generations.StartAsync(admin, GenerationChange.OfInstruction(collection.Id, text), switchWhenReady: true))
        {
            await store.SetUseAsync(collection.Id, side, instruction, CancellationToken.None);
            notifications.Notify(NotificationSeverity.Success, texts["GenerationBegun"]);
        }
    }
}

/// <summary>What was typed in the editor.</summary>
public sealed record InstructionDraft(string Name, string Text, InstructionSide Side);
