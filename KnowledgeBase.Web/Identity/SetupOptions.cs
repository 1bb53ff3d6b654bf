namespace KnowledgeBase.Web.Identity;

/// <summary>
/// Unattended set-up of an empty database, section "Setup": takes the place of the set-up page. Read once; on a database
/// with users it is ignored.
/// </summary>
public sealed class SetupOptions
{
    public const string Section = "Setup";

    public string? AdminEmail { get; set; }

    public string? AdminPassword { get; set; }

    /// <summary>A key with every right; at least 32 characters. Optional.</summary>
    public string? ApiKey { get; set; }
}
