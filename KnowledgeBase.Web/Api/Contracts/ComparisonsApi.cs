using System.Security.Claims;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Contracts.Redline;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Web.Contracts;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Api.Contracts;

/// <summary>Comparisons that were kept, as reports and redlines; and a redline of any two Word files.</summary>
internal static class ComparisonsApi
{
    private const int Listed = 200;
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public static void MapComparisons(this RouteGroupBuilder group, ApiOptions options)
    {
        group.MapGet("/comparisons", ListAsync).WithSummary("List the comparisons that you made, newest first").Produces<IReadOnlyList<StoredComparison>>();
        group.MapDelete("/comparisons/{id:guid}", RemoveAsync).WithSummary("Remove a comparison that you made").RequireAuthorization(Policies.Write).Produces(204).ProducesProblem(404);
        group.MapGet("/comparisons/{id:guid}", GetAsync).WithSummary("Read a comparison that you made on the page").Produces<ComparisonResult>().ProducesProblem(404);
        group.MapGet("/comparisons/{id:guid}/report", ReportAsync).WithSummary("Download a comparison as a report: format is csv, html, docx or json").ProducesProblem(404);
        group.MapGet("/comparisons/{id:guid}/redline", RedlineAsync).WithSummary("Download the original with the revised contract's changes as tracked changes").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        group.MapPost("/redline", RedlineOfAsync)
            .WithSummary("Make a redline of two Word files: multipart/form-data with the files a and b, or JSON with documentIdA and documentIdB")
            .WithDescription("Accepting all changes gives the text of b, rejecting all gives a. The file is checked both ways before it is sent; what cannot be done safely is refused with the reason. The header Redline-Left-Out names parts whose changes it does not show: headers, notes.")
            .WithMetadata(new RequestSizeLimitAttribute(options.MaximumUploadBytes))
            .Accepts<CompareRequest>("application/json", "multipart/form-data")
            .Produces(200, contentType: Word).ProducesProblem(404).ProducesProblem(413).ProducesProblem(422);
    }

    private static async Task<IReadOnlyList<StoredComparison>> ListAsync(ClaimsPrincipal user, ContractActions actions, CancellationToken cancellationToken) =>
        (await actions.RecentAsync(user, Listed, cancellationToken)).Comparisons;

    private static async Task<IResult> RemoveAsync(Guid id, ClaimsPrincipal user, ContractActions actions, CancellationToken cancellationToken) =>
        await actions.RemoveComparisonAsync(user, id, cancellationToken) ? Results.NoContent() : throw ApiException.NotFound();

    private static async Task<ComparisonResult> GetAsync(Guid id, ClaimsPrincipal user, ContractActions actions, CancellationToken cancellationToken) =>
        (await FindAsync(id, user, actions, cancellationToken)).Result;

    private static async Task<IResult> ReportAsync(
        Guid id, string? format, ClaimsPrincipal user, ContractActions actions, ComparisonReport report, CancellationToken cancellationToken)
    {
        var (kept, result) = await FindAsync(id, user, actions, cancellationToken);
        var decisions = await actions.DecisionsAsync(id, cancellationToken);
        var (content, type) = format switch
        {
            null or "csv" => (report.Csv(result, decisions), "text/csv; charset=utf-8"),
            "html" => (report.Html(kept, result, decisions), "text/html; charset=utf-8"),
            "docx" => (report.Word(kept, result, decisions), Word),
            "json" => (ComparisonReport.Json(result), "application/json; charset=utf-8"),
            _ => throw ApiException.BadRequest("bad_request", "format is csv, html, docx or json."),
        };
        return Results.File(content, type, $"comparison-{kept.CreatedAt:yyyyMMdd-HHmm}.{format ?? "csv"}");
    }

    private static async Task<IResult> RedlineAsync(
        Guid id, HttpContext http, ClaimsPrincipal user, ContractActions actions, CancellationToken cancellationToken)
    {
        try
        {
            return Answer(http, await actions.RedlineAsync(user, id, cancellationToken));
        }
        catch (RedlineException e)
        {
            throw Refusal(e);
        }
    }

    private static async Task<IResult> RedlineOfAsync(
        HttpRequest request, ClaimsPrincipal user, AccessControl access, WordRedline redline, DocumentFiles files, CancellationToken cancellationToken)
    {
        if (ContractForm.IsMultipart(request))
        {
            using var form = await ContractForm.ReadAsync(request, files, cancellationToken);
            var (a, b) = (form.File("a").File.Path, form.File("b").File.Path);
            return Answer(request.HttpContext, redline, await File.ReadAllBytesAsync(a, cancellationToken), await File.ReadAllBytesAsync(b, cancellationToken), user, cancellationToken);
        }

        var body = await request.ReadFromJsonAsync<CompareRequest>(cancellationToken);
        if (body is not { DocumentIdA: { } idA, DocumentIdB: { } idB })
        {
            throw ApiException.BadRequest("bad_request", "documentIdA and documentIdB, or two files a and b.");
        }

        return Answer(request.HttpContext, redline, await OriginalAsync(idA, user, access, files, cancellationToken), await OriginalAsync(idB, user, access, files, cancellationToken), user, cancellationToken);
    }

    private static async Task<byte[]> OriginalAsync(Guid id, ClaimsPrincipal user, AccessControl access, DocumentFiles files, CancellationToken cancellationToken)
    {
        var document = await access.DocumentAsync(user, id, CollectionAction.View, cancellationToken);
        var path = files.PathOf(document.Sha256);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : throw new ApiException(StatusCodes.Status410Gone, "original_missing");
    }

    private static IResult Answer(HttpContext http, WordRedline redline, byte[] a, byte[] b, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        try
        {
            return Answer(http, redline.Write(a, b, user.Identity?.Name ?? "KnowledgeBase", cancellationToken));
        }
        catch (RedlineException e)
        {
            throw Refusal(e);
        }
    }

    private static IResult Answer(HttpContext http, RedlineResult made)
    {
        if (made.LeftOut.Count > 0) http.Response.Headers["Redline-Left-Out"] = string.Join(", ", made.LeftOut);
        return Results.File(made.File, Word, "redline.docx");
    }

    private static ApiException Refusal(RedlineException e) => new(StatusCodes.Status422UnprocessableEntity, e.Code, e.Message);

    private static async Task<(StoredComparison Kept, ComparisonResult Result)> FindAsync(Guid id, ClaimsPrincipal user, ContractActions actions, CancellationToken cancellationToken) =>
        await actions.FindComparisonAsync(user, id, cancellationToken) ?? throw ApiException.NotFound();
}
