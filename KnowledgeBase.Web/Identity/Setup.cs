using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Web.Identity;

/// <summary>
/// The first start. While there is no user, nothing works but the set-up page, which asks for a one-time code that only
/// the console shows. There is no default account.
/// </summary>
public sealed class Setup(UserDirectory users, ApiKeyStore keys, IOptions<SetupOptions> options) : IDisposable
{
    // No letters that are easily confused; 12 of 31 letters are 59 bits.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private readonly SemaphoreSlim _gate = new(1);
    private string? _code;

    /// <summary>Whether the application has its first admin.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The one-time code, in groups of four; null when set up.</summary>
    public string? Code => _code;

    /// <summary>Runs at start, before the first request: unattended set-up if configured, else a new code.</summary>
    /// <exception cref="OptionsValidationException">The configured values cannot be used.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (await users.AnyAsync(cancellationToken))
        {
            IsDone = true;
            return;
        }

        var configured = options.Value;
        if (configured is { AdminEmail: null or "", AdminPassword: null or "", ApiKey: null or "" })
        {
            var letters = RandomNumberGenerator.GetString(Alphabet, 12);
            _code = $"{letters[..4]}-{letters[4..8]}-{letters[8..]}";
            return;
        }

        Require(configured.AdminEmail?.Contains('@') == true, "Setup:AdminEmail must be an e-mail address.");
        Require(!string.IsNullOrEmpty(configured.AdminPassword), "Setup:AdminPassword is missing.");
        Require(
            configured.ApiKey is null or "" || configured.ApiKey.Length >= ApiKeyStore.MinimumConfiguredLength,
            $"Setup:ApiKey must have at least {ApiKeyStore.MinimumConfiguredLength} characters.");
        var result = await users.CreateAsync(configured.AdminEmail!, configured.AdminPassword!, [Roles.Admin], cancellationToken);
        Require(result.Succeeded, $"Setup: the first admin cannot be made: {string.Join(", ", result.Errors)}.");
        if (!string.IsNullOrEmpty(configured.ApiKey))
        {
            await keys.AddAsync(configured.ApiKey, result.UserId!, "Setup", ApiKeyScopes.All, null, cancellationToken);
        }

        IsDone = true;
    }

    /// <summary>Makes the first admin. The code works once; errors are codes, "setup_code_wrong" among them.</summary>
    public async Task<UserResult> CompleteAsync(string code, string email, string password, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_code is null || !Same(code, _code))
            {
                // Slows guessing down; nobody else can be waiting for this page.
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
                return new UserResult(null, ["setup_code_wrong"]);
            }

            var result = await users.CreateAsync(email, password, [Roles.Admin], cancellationToken);
            if (result.Succeeded)
            {
                (_code, IsDone) = (null, true);
            }

            return result;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private static bool Same(string given, string code) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(Letters(given)), Encoding.UTF8.GetBytes(Letters(code)));

    private static string Letters(string text) => new([.. text.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new OptionsValidationException(SetupOptions.Section, typeof(SetupOptions), [message]);
        }
    }
}
