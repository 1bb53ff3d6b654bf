namespace KnowledgeBase.Web.Identity;

/// <summary>What a user may do in the application as a whole; membership says what he may do in one collection.</summary>
public static class Roles
{
    /// <summary>Manages users and keys, and is owner of every collection.</summary>
    public const string Admin = "Admin";

    /// <summary>Legal staff: may create collections.</summary>
    public const string Legal = "Legal";

    /// <summary>Customer service (客服): may create collections.</summary>
    public const string Service = "Service";

    /// <summary>Reads and searches the collections that were shared with him.</summary>
    public const string Reader = "Reader";

    public static IReadOnlyList<string> All { get; } = [Admin, Legal, Service, Reader];
}
