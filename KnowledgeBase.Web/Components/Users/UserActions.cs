using System.Security.Claims;
using KnowledgeBase.Web.Components.Shared;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Identity;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;
using Radzen;

namespace KnowledgeBase.Web.Components.Users;

/// <summary>What an administrator may do with a user.</summary>
public enum UserAction
{
    ChangeRoles,
    ResetPassword,
    Unlock,
    Disable,
    Enable,
    Delete,
}

/// <summary>Asks where it cannot be undone, checks the right again, does it and says so.</summary>
public sealed class UserActions(
    UserDirectory users,
    ErrorMessages errors,
    DialogService dialogs,
    NotificationService notifications,
    IStringLocalizer<UserTexts> texts,
    IStringLocalizer<SharedTexts> shared)
{
    public async Task CreateAsync(ClaimsPrincipal admin)
    {
        // The dialog creates the user itself: what is refused can be corrected there.
        if (May(admin) && await OpenAsync<UserEditor>(texts["CreateTitle"]) is IssuedPassword issued)
        {
            await ShowAsync(issued);
        }
    }

    public Task DoAsync(ClaimsPrincipal admin, UserSummary user, UserAction action) => action switch
    {
        UserAction.ChangeRoles => ChangeRolesAsync(admin, user),
        UserAction.ResetPassword => ResetPasswordAsync(admin, user),
        UserAction.Disable => ChangeAsync(admin, user, "Disable", "DisableMessage", () => users.DisableAsync(user.Id, CancellationToken.None)),
        UserAction.Delete => ChangeAsync(admin, user, "Delete", "DeleteMessage", () => users.DeleteAsync(user.Id, CancellationToken.None)),
        UserAction.Unlock => ChangeAsync(admin, user, "Unlock", null, () => users.EnableAsync(user.Id, CancellationToken.None)),
        _ => ChangeAsync(admin, user, "Enable", null, () => users.EnableAsync(user.Id, CancellationToken.None)),
    };

    private async Task ChangeRolesAsync(ClaimsPrincipal admin, UserSummary user)
    {
        if (May(admin) && await OpenAsync<UserEditor>(texts["RolesOf", user.Email], (nameof(UserEditor.User), user)) is true)
        {
            notifications.Notify(NotificationSeverity.Success, texts["RolesDone", user.Email]);
        }
    }

    private async Task ResetPasswordAsync(ClaimsPrincipal admin, UserSummary user)
    {
        var password = OneTimePassword.New();
        if (await dialogs.ConfirmAsync(texts["ResetPassword"], texts["ResetPasswordMessage", user.Email], texts["ResetPassword"])
            && May(admin) && Say(await users.ResetPasswordAsync(user.Id, password)))
        {
            await ShowAsync(new IssuedPassword(user.Email, password));
        }
    }

    private async Task ChangeAsync(ClaimsPrincipal admin, UserSummary user, string action, string? question, Func<Task<UserResult>> change)
    {
        if ((question is null || await dialogs.ConfirmAsync(texts[$"{action}Title"], texts[question, user.Email], texts[action], action == "Delete" ? user.Email : null))
            && May(admin) && Say(await change()))
        {
            notifications.Notify(NotificationSeverity.Success, texts[$"{action}Done", user.Email]);
        }
    }

    private Task<object?> ShowAsync(IssuedPassword issued) => OpenAsync<OneTimePasswordDialog>(texts["OneTimeTitle"], (nameof(OneTimePasswordDialog.Issued), issued));

    private async Task<object?> OpenAsync<TDialog>(string title, params (string Name, object? Value)[] parameters)
        where TDialog : Microsoft.AspNetCore.Components.ComponentBase =>
        await dialogs.OpenAsync<TDialog>(
            title, parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal), new DialogOptions { Width = "34rem" });

    private bool May(ClaimsPrincipal admin)
    {
        var may = AccessControl.MayAdminister(admin);
        if (!may)
        {
            notifications.Notify(NotificationSeverity.Warning, errors.Of("forbidden").ToString());
        }

        return may;
    }

    private bool Say(UserResult result)
    {
        if (!result.Succeeded)
        {
            notifications.Notify(NotificationSeverity.Error, shared["NotDone"], string.Join(' ', result.Errors.Select(code => errors.Of(code).ToString())), duration: 8000);
        }

        return result.Succeeded;
    }
}

/// <summary>A password that is to be shown this once.</summary>
public sealed record IssuedPassword(string Email, OneTimePassword Password);
