using System.Security.Claims;
using System.Security.Cryptography;

namespace KnowledgeBase.Web.Identity;

/// <summary>
/// A password that an administrator hands over: with it, its user can do nothing but choose his own. The mark is a claim
/// of the user, which his session carries until then.
/// </summary>
public sealed record OneTimePassword(string Text)
{
    // No letters that are easily confused; 16 of 31 letters are 79 bits.
    private const string Alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

    internal static Claim Claim { get; } = new("kb:one-time-password", "true");

    /// <summary>In groups of four, to be read out on the telephone.</summary>
    public static OneTimePassword New() => new(string.Join('-', RandomNumberGenerator.GetString(Alphabet, 16).Chunk(4).Select(letters => new string(letters))));
}
