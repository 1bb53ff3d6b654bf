using Radzen;

namespace KnowledgeBase.Web.Components.Shared;

internal static class ConfirmDialogs
{
    /// <summary>Asks before something that cannot be undone; true when it was confirmed.</summary>
    /// <param name="action">The word on the button that does it.</param>
    /// <param name="typedName">What has to be typed first; null for nothing.</param>
    public static async Task<bool> ConfirmAsync(
        this DialogService dialogs, string title, string message, string action, string? typedName = null, bool danger = true)
    {
        Dictionary<string, object?> parameters = new(StringComparer.Ordinal)
        {
            [nameof(ConfirmDialog.Message)] = message,
            [nameof(ConfirmDialog.Action)] = action,
            [nameof(ConfirmDialog.TypedName)] = typedName,
            [nameof(ConfirmDialog.Danger)] = danger,
        };
        var answer = await dialogs.OpenAsync<ConfirmDialog>(title, parameters, new DialogOptions { Width = "30rem", CloseDialogOnOverlayClick = true });
        return answer is true;
    }
}
