using System.Security.Claims;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Ingestion.Rereading;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Web.Api;

/// <summary>What the readings of a document found, and reading it in another way beside its own text.</summary>
internal static class RereadingApi
{
    public static void MapRereading(this RouteGroupBuilder api)
    {
        var read = api.MapGroup("/documents/{id:guid}").WithTags("Documents").RequireAuthorization(Policies.Read).ProducesProblem(404);
        read.MapGet("/report", ReportAsync).WithSummary("Read the parse report: engine, pages, recognised pages, warnings, what was left out");
        read.MapGet("/reread", GetAsync).WithSummary("Read how far a reading beside the document's text is, with the comparison once it is there");

        var write = api.MapGroup("/documents/{id:guid}").WithTags("Documents").RequireAuthorization(Policies.Write).ProducesProblem(404).ProducesProblem(409);
        write.MapPost("/reread", AskAsync).WithSummary("Read a ready document in another way, beside its own text, which searches go on finding")
            .WithDescription("Nothing changes until the reading is kept, or keep is true. When it fails, the document stays as it is.").ProducesProblem(400);
        write.MapPost("/reread/keep", KeepAsync).WithSummary("Put the reading in the place of the document's text; once kept, the same call takes it back");
        write.MapDelete("/reread", DropAsync).WithSummary("Forget the reading");
    }

    private static async Task<ReportAnswer> ReportAsync(
        Guid id, ClaimsPrincipal user, AccessControl access, DocumentStore documents, ErrorMessages messages, CancellationToken cancellationToken)
    {
        var document = await access.DocumentAsync(user, id, CollectionAction.View, cancellationToken);
        var text = await documents.FindTextAsync(id, cancellationToken);
        return new ReportAnswer(
            id, document.Name, document.Engine, ChoiceItem.Of(document.Choice), [.. document.Warnings.Select(warning => ApiMessage.Of(messages.Of(warning)))],
            await documents.ReadingsAsync(id, cancellationToken), text is null ? [] : PageFacts.Of(text), text?.Omissions ?? []);
    }

    private static async Task<RereadingItem> GetAsync(
        Guid id, ClaimsPrincipal user, AccessControl access, RereadingWorker worker, RereadingStore store, DocumentStore documents, ErrorMessages messages, CancellationToken cancellationToken)
    {
        await access.DocumentAsync(user, id, CollectionAction.View, cancellationToken);
        var found = await worker.FindAsync(id, cancellationToken) ?? throw ApiException.NotFound();
        return RereadingItem.Of(found, await store.CompareAsync(found, documents, cancellationToken), messages);
    }

    private static async Task<Accepted<RereadingItem>> AskAsync(
        Guid id, RereadRequest request, ClaimsPrincipal user, AccessControl access, RereadingWorker worker, ErrorMessages messages, CancellationToken cancellationToken)
    {
        var document = await access.DocumentAsync(user, id, CollectionAction.Edit, cancellationToken);
        var choice = request.Reading.Choice(document);
        if (document.Status != DocumentStatus.Ready)
        {
            throw ApiException.Conflict(document.IsUnderWay ? "under_way" : "not_ready");
        }

        var asked = await worker.AskAsync(document, choice, request.Password, request.Keep, user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", cancellationToken);
        return asked && await worker.FindAsync(id, cancellationToken) is { } found
            ? TypedResults.Accepted($"/api/v1/documents/{id}/reread", RereadingItem.Of(found, null, messages))
            : throw ApiException.Conflict("under_way");
    }

    private static async Task<Accepted<RereadingItem>> KeepAsync(
        Guid id, ClaimsPrincipal user, AccessControl access, RereadingWorker worker, ErrorMessages messages, CancellationToken cancellationToken)
    {
        await access.DocumentAsync(user, id, CollectionAction.Edit, cancellationToken);
        await FindAsync(id, worker, cancellationToken);
        return await worker.KeepAsync(id, cancellationToken) && await worker.FindAsync(id, cancellationToken) is { } found
            ? TypedResults.Accepted($"/api/v1/documents/{id}/reread", RereadingItem.Of(found, null, messages))
            : throw ApiException.Conflict("nothing_to_keep");
    }

    private static async Task<NoContent> DropAsync(Guid id, ClaimsPrincipal user, AccessControl access, RereadingWorker worker, CancellationToken cancellationToken)
    {
        await access.DocumentAsync(user, id, CollectionAction.Edit, cancellationToken);
        await FindAsync(id, worker, cancellationToken);
        return await worker.DropAsync(id, cancellationToken) ? TypedResults.NoContent() : throw ApiException.Conflict("under_way");
    }

    private static async Task<DocumentRereading> FindAsync(Guid id, RereadingWorker worker, CancellationToken cancellationToken) =>
        await worker.FindAsync(id, cancellationToken) ?? throw ApiException.NotFound();
}
