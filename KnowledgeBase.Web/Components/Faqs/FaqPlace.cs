using KnowledgeBase.Core.Collections;

namespace KnowledgeBase.Web.Components.Faqs;

/// <summary>An FAQ collection and what the user may do in it.</summary>
public sealed record FaqPlace(Collection Collection, MemberRole Role, string UserId)
{
    public bool CanEdit => Role >= MemberRole.Editor;

    public bool IsOwner => Role == MemberRole.Owner;

    /// <summary>Where a section of the collection is.</summary>
    public static string Href(Guid collectionId, string section) => $"/collections/{collectionId}/{section}";

    public static string EntryHref(Guid collectionId, Guid? entryId) => $"/collections/{collectionId}/entries/{(entryId is { } id ? id.ToString() : "new")}";
}
