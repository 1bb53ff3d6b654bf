using System.ComponentModel;
using System.Security.Claims;
using KnowledgeBase.Core.DocumentVectors;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Api;

/// <summary>Documents whose whole texts are like a document's.</summary>
internal static class SimilarDocumentsApi
{
    public static void MapSimilarDocuments(this RouteGroupBuilder api) => api.MapGet("/documents/{id:guid}/similar", ListAsync)
        .WithTags("Documents").RequireAuthorization(Policies.Read).WithSummary("List the documents that are most like a document as a whole")
        .WithDescription("Only where the collection keeps vectors of whole documents; until the document has its own, the status is pending or, where the collection keeps none, off.")
        .ProducesProblem(404);

    private static async Task<SimilarDocumentsAnswer> ListAsync(
        Guid id, ClaimsPrincipal user, AccessControl access, SimilarDocuments similar,
        [Description("At most 100; 10 if not given")] int? take, CancellationToken cancellationToken)
    {
        var document = await access.DocumentAsync(user, id, CollectionAction.View, cancellationToken);
        var collection = await access.CollectionAsync(user, document.CollectionId, CollectionAction.View, cancellationToken);
        var visible = (await access.VisibleCollectionsAsync(user, cancellationToken)).Select(summary => summary.Collection.Id);
        return await similar.FindAsync(document, visible, take ?? 10, cancellationToken) is { } found
            ? new SimilarDocumentsAnswer(
                "ready", found.Vector.Tokens, found.Vector.Parts,
                [.. found.Documents.Select(other => new SimilarDocumentItem(other.Id, other.CollectionId, other.Name, other.ReceivedAt, Math.Round(other.Cosine, 4)))])
            : new SimilarDocumentsAnswer(collection.DocumentVectors ? "pending" : "off", null, null, []);
    }
}
