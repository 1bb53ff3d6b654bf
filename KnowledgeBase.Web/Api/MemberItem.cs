using KnowledgeBase.Core.Collections;

namespace KnowledgeBase.Web.Api;

/// <param name="Email">Null when the user has been deleted.</param>
public sealed record MemberItem(string UserId, string? Email, MemberRole Role);

/// <summary>The user by id or by e-mail address.</summary>
/// <param name="Role">viewer, editor or owner.</param>
public sealed record SetMember(string? UserId = null, string? Email = null, string? Role = null);
