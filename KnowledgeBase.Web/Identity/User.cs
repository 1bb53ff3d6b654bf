using Microsoft.AspNetCore.Identity;

namespace KnowledgeBase.Web.Identity;

/// <summary>A person who may sign in. The e-mail address is the user name.</summary>
public sealed class User : IdentityUser
{
    /// <summary>A disabled user keeps his data and memberships but can use nothing: no session, no key, no open page.</summary>
    public bool IsDisabled { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }
}
