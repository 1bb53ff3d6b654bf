using System.ComponentModel;
using System.Security.Claims;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Ingestion;
using KnowledgeBase.Web.Api.Uploads;
using KnowledgeBase.Web.Hosting;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Api;

/// <summary>Documents: upload, list, status, read again, delete.</summary>
internal static class DocumentsApi
{
    private const int MaximumIds = 1000;

    public static void MapDocuments(this RouteGroupBuilder api, ApiOptions options)
    {
        var read = api.MapGroup("").WithTags("Documents").RequireAuthorization(Policies.Read).ProducesProblem(404);
        read.MapGet("/collections/{id:guid}/documents", ListAsync).WithSummary("List a collection's documents, newest first").ProducesProblem(400);
        read.MapGet("/documents/{id:guid}", GetAsync).WithSummary("Read a document's status");

        var write = api.MapGroup("").WithTags("Documents").RequireAuthorization(Policies.Write).ProducesProblem(404);
        write.MapPost("/collections/{id:guid}/documents", DocumentUpload.HandleAsync)
            .WithSummary("Upload files (multipart/form-data, field files, as many as you like)")
            .WithDescription("201: every file was received. 207: some were; see results. A refusal of all of them has the status and code of the first.")
            .WithMetadata(new RequestSizeLimitAttribute(options.MaximumUploadBytes))
            .Accepts<UploadForm>("multipart/form-data")
            .Produces<UploadAnswer>(201).Produces<UploadAnswer>(207)
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).ProducesProblem(507);
        write.MapPost("/documents/{id:guid}/retry", RetryAsync).WithSummary("Read a document again after it failed, as it was or as the body says, with a password if it needs one").ProducesProblem(400).ProducesProblem(409);
        write.MapPost("/documents/{id:guid}/reindex", RetryAsync).WithSummary("Read and embed a document anew").ProducesProblem(400).ProducesProblem(409);
        write.MapPost("/collections/{id:guid}/documents/reindex", ReindexManyAsync).WithSummary("Read and embed several documents anew").ProducesProblem(400);
        write.MapDelete("/documents/{id:guid}", DeleteAsync).WithSummary("Delete a document, its text, vectors and original, and comparisons and checks of it");
        write.MapPost("/collections/{id:guid}/documents/delete", DeleteManyAsync).WithSummary("Delete several documents").ProducesProblem(400);
    }

    private static async Task<Page<DocumentItem>> ListAsync(
        Guid id, ClaimsPrincipal user, AccessControl access, DocumentStore documents, ErrorMessages messages,
        [Description("Only these: received, reading, embedding, ready, failed, quarantined; repeated or separated by commas")] string[]? status,
        [Description("Part of the name")] string? name,
        [Description("receivedAt, name or size")] string? sort, bool? descending, int? skip, [Description("At most 1,000; 100 if not given")] int? take,
        CancellationToken cancellationToken)
    {
        await access.CollectionAsync(user, id, CollectionAction.View, cancellationToken);
        var (from, count) = ApiText.Paging(skip, take, 100);
        DocumentStatus[] statuses =
        [
            .. (status ?? []).SelectMany(item => item.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Select(item => ApiText.Parse<DocumentStatus>(item, "status_invalid")),
        ];
        var query = new DocumentQuery(
            from, count, name, statuses.Length == 0 ? null : statuses,
            sort is null ? DocumentSort.ReceivedAt : ApiText.Parse<DocumentSort>(sort, "sort_invalid"), descending ?? true);
        var page = await documents.ListAsync(id, query, cancellationToken);
        return new Page<DocumentItem>([.. page.Documents.Select(document => DocumentItem.Of(document, messages))], page.Total, from);
    }

    private static async Task<DocumentItem> GetAsync(
        Guid id, ClaimsPrincipal user, AccessControl access, ErrorMessages messages, CancellationToken cancellationToken) =>
        DocumentItem.Of(await access.DocumentAsync(user, id, CollectionAction.View, cancellationToken), messages);

    private static async Task<Accepted<DocumentItem>> RetryAsync(
        Guid id, ReadingRequestBody? request, ClaimsPrincipal user, AccessControl access, IngestionWorker worker, DocumentStore documents, ErrorMessages messages,
        CancellationToken cancellationToken)
    {
        var document = await access.DocumentAsync(user, id, CollectionAction.Edit, cancellationToken);
        if (!await worker.RetryAsync(document, request?.Password ?? "", cancellationToken, request?.Choice(document)))
        {
            throw ApiException.Conflict("under_way");
        }

        document = await documents.FindAsync(id, cancellationToken) ?? throw ApiException.NotFound();
        return TypedResults.Accepted($"/api/v1/documents/{id}", DocumentItem.Of(document, messages));
    }

    private static Task<ManyAnswer> ReindexManyAsync(
        Guid id, ManyRequest request, ClaimsPrincipal user, AccessControl access, IngestionWorker worker, CancellationToken cancellationToken) =>
        ForEachAsync(id, request, user, access, document => worker.RetryAsync(document, cancellationToken), cancellationToken);

    private static async Task<NoContent> DeleteAsync(
        Guid id, ClaimsPrincipal user, AccessControl access, DocumentIntake intake, CancellationToken cancellationToken)
    {
        await access.DocumentAsync(user, id, CollectionAction.Edit, cancellationToken);
        return await intake.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : throw ApiException.NotFound();
    }

    private static Task<ManyAnswer> DeleteManyAsync(
        Guid id, ManyRequest request, ClaimsPrincipal user, AccessControl access, DocumentIntake intake, CancellationToken cancellationToken) =>
        ForEachAsync(id, request, user, access, document => intake.DeleteAsync(document.Id, cancellationToken), cancellationToken);

    private static async Task<ManyAnswer> ForEachAsync(
        Guid collectionId, ManyRequest request, ClaimsPrincipal user, AccessControl access, Func<Document, Task<bool>> action, CancellationToken cancellationToken)
    {
        await access.CollectionAsync(user, collectionId, CollectionAction.Edit, cancellationToken);
        if (request.DocumentIds is not { Count: > 0 and <= MaximumIds } ids)
        {
            throw ApiException.BadRequest("bad_request", $"documentIds must have 1 to {MaximumIds} ids.");
        }

        var (done, others) = (new List<Guid>(), new List<Guid>());
        foreach (var id in ids.Distinct())
        {
            var document = await access.FindDocumentAsync(user, id, CollectionAction.Edit, cancellationToken);
            (document?.CollectionId == collectionId && await action(document) ? done : others).Add(id);
        }

        return new ManyAnswer(done, others);
    }
}
