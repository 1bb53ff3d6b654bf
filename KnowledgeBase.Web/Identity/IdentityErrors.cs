using Microsoft.AspNetCore.Identity;

namespace KnowledgeBase.Web.Identity;

/// <summary>Our stable codes for what ASP.NET Core Identity refuses.</summary>
internal static class IdentityErrors
{
    public static string CodeOf(string code) => code switch
    {
        nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName) => "email_taken",
        nameof(IdentityErrorDescriber.InvalidEmail) or nameof(IdentityErrorDescriber.InvalidUserName) => "email_invalid",
        nameof(IdentityErrorDescriber.PasswordTooShort) => "password_too_short",
        nameof(IdentityErrorDescriber.PasswordMismatch) => "password_wrong",
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => "password_too_simple",
        "PasswordTooCommon" => "password_too_common",
        "PasswordTooLong" => "password_too_long",
        nameof(IdentityErrorDescriber.ConcurrencyFailure) => "changed_meanwhile",
        _ => "user_change_refused",
    };
}
