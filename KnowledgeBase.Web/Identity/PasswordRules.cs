using Microsoft.AspNetCore.Identity;

namespace KnowledgeBase.Web.Identity;

/// <summary>
/// Refuses what is guessed first (OWASP ASVS 5.0 6.2.4): the usual lists' top entries of eight characters and more, runs
/// of the keyboard, and the e-mail address; and what is so long that hashing it would be an attack.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<User>
{
    private const int MaximumLength = 128;

    private static readonly string[] Common =
    [
        "password", "passw0rd", "p@ssw0rd", "p@ssword", "12345678", "123456789", "1234567890", "0123456789", "87654321", "987654321", "11223344",
        "88888888", "66668888", "12341234", "123123123", "147258369", "1qaz2wsx", "qwertyui", "qwertyuiop", "qwerty123", "1q2w3e4r", "1q2w3e4r5t",
        "asdfghjk", "asdfghjkl", "zxcvbnm1", "abcd1234", "abc12345", "abcdefgh", "a1234567", "a12345678", "iloveyou", "sunshine", "princess",
        "football", "baseball", "superman", "starwars", "whatever", "trustno1", "letmein1", "welcome1", "welcome123", "admin123", "admin1234",
        "administrator", "password1", "password12", "password123", "changeme", "changeme1", "woaini520", "woaini1314", "5201314520", "qq123456",
        "wang1234", "zhang123", "knowledgebase", "knowledge",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
    {
        var name = user.Email?.Split('@')[0];
        var guessed = password is not null
            && (Common.Contains(password.ToLowerInvariant())
                || string.Equals(password, user.Email, StringComparison.OrdinalIgnoreCase)
                || (name is { Length: >= 6 } && password.Contains(name, StringComparison.OrdinalIgnoreCase)));
        return Task.FromResult(
            guessed ? IdentityResult.Failed(new IdentityError { Code = "PasswordTooCommon" })
            : password?.Length > MaximumLength ? IdentityResult.Failed(new IdentityError { Code = "PasswordTooLong" })
            : IdentityResult.Success);
    }
}
