using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Web.Components.Documents;

/// <summary>The states of documents as a list is filtered by them.</summary>
public enum DocumentGroup
{
    All,
    Busy,
    Ready,
    Failed,
}

internal static class DocumentGroups
{
    /// <summary>Null for all.</summary>
    public static IReadOnlyList<DocumentStatus>? StatusesOf(DocumentGroup group) => group switch
    {
        DocumentGroup.Busy => [DocumentStatus.Received, DocumentStatus.Reading, DocumentStatus.Embedding],
        DocumentGroup.Ready => [DocumentStatus.Ready],
        DocumentGroup.Failed => [DocumentStatus.Failed, DocumentStatus.Quarantined],
        _ => null,
    };

    public static IReadOnlyDictionary<DocumentGroup, int> Count(IReadOnlyDictionary<DocumentStatus, int> counts) =>
        Enum.GetValues<DocumentGroup>().ToDictionary(
            group => group,
            group => (StatusesOf(group) ?? Enum.GetValues<DocumentStatus>()).Sum(status => counts.GetValueOrDefault(status)));
}
