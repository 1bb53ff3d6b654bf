using KnowledgeBase.Core.Contracts.Redline;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Web.Api;

namespace KnowledgeBase.Web.Contracts;

/// <summary>What can go wrong with a contract, as the stable code that ErrorTexts words.</summary>
internal static class ContractFailure
{
    /// <summary>Null for what is a mistake of ours.</summary>
    public static string? CodeOf(Exception exception) => exception switch
    {
        ApiException e => e.Code,
        DocumentReadingException e => e.Code,
        EmbeddingException e => e.Code,
        RedlineException e => e.Code,
        StorageException e => e.Code,
        _ => null,
    };
}
