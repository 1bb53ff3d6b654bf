using System.Security.Claims;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Web.Contracts;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Api.Contracts;

/// <summary>Comparing contracts, clause by clause and text by text.</summary>
internal static class ContractsApi
{
    private const int LongestClause = 100_000;

    public static void MapContracts(this RouteGroupBuilder api, ApiOptions options)
    {
        var group = api.MapGroup("/contracts").WithTags("Contracts").RequireAuthorization(Policies.Read).ProducesProblem(400);
        group.MapPost("/compare", CompareAsync)
            .WithSummary("Compare two contracts: multipart/form-data with the files a and b, or JSON with documentIdA and documentIdB")
            .WithDescription("view (accepted or original) tells which side of tracked changes is read; viewA and viewB tell it apart.")
            .WithMetadata(new RequestSizeLimitAttribute(options.MaximumUploadBytes))
            .Accepts<CompareRequest>("application/json", "multipart/form-data")
            .Produces<ComparisonResult>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422);
        group.MapPost("/compare-text", CompareText).WithSummary("Compare two clause texts: equal, paraphrase, differs or unrelated, and in what");
        group.MapCheck(options);
        group.MapComparisons(options);
    }

    private static async Task<ComparisonResult> CompareAsync(
        HttpRequest request, string? view, string? viewA, string? viewB, ClaimsPrincipal user, AccessControl access, ContractTexts texts, ContractComparison comparison, DocumentFiles files,
        CancellationToken cancellationToken)
    {
        if (ContractForm.IsMultipart(request))
        {
            using var form = await ContractForm.ReadAsync(request, files, cancellationToken);
            var (a, b) = (form.File("a"), form.File("b"));
            var common = view ?? form.Field("view");
            var left = await texts.OfFileAsync(a.File, a.Name, View(viewA ?? form.Field("viewA") ?? common), cancellationToken);
            var right = await texts.OfFileAsync(b.File, b.Name, View(viewB ?? form.Field("viewB") ?? common), cancellationToken);
            return await comparison.CompareAsync(left, right, new ComparisonOptions(), cancellationToken);
        }

        var body = await request.ReadFromJsonAsync<CompareRequest>(cancellationToken);
        if (body is not { DocumentIdA: { } idA, DocumentIdB: { } idB }) throw ApiException.BadRequest("bad_request", "documentIdA and documentIdB, or two files a and b.");
        var first = await texts.OfDocumentAsync(idA, View(viewA ?? body.ViewA ?? view ?? body.View), user, access, cancellationToken);
        var second = await texts.OfDocumentAsync(idB, View(viewB ?? body.ViewB ?? view ?? body.View), user, access, cancellationToken);
        return await comparison.CompareAsync(first.Text, second.Text, new ComparisonOptions(), cancellationToken);
    }

    private static TextComparison CompareText(CompareTextRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.A) || string.IsNullOrWhiteSpace(request.B)) throw ApiException.BadRequest("bad_request", "a and b must have text.");
        if (request.A.Length > LongestClause || request.B.Length > LongestClause) throw ApiException.BadRequest("bad_request", $"A clause has at most {LongestClause} characters.");
        return ContractComparison.CompareTexts(request.A, request.B);
    }

    private static ReadingView View(string? view) => string.IsNullOrEmpty(view) ? ReadingView.Accepted : ApiText.Parse<ReadingView>(view, "view_invalid");
}
