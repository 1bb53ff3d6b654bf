using System.Globalization;
using System.Security.Claims;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Contracts.Check;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Web.Contracts;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Api.Contracts;

/// <summary>POST /api/v1/contracts/check: a new contract against the collections; and the checks that were kept.</summary>
internal static class CheckApi
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const int LongestText = 2_000_000;
    private const int Listed = 200;

    public static void MapCheck(this RouteGroupBuilder group, ApiOptions options)
    {
        group.MapPost("/check", CheckAsync)
            .WithSummary("Check a contract against collections: multipart/form-data with a file, or JSON with text or documentId")
            .WithDescription("coverage is the share of the contract's characters in clauses that an earlier contract has, verbatim and by meaning (cosine of at least minCosine) apart. Without collectionIds all collections that you may read are looked at. The result is kept: Location says where.")
            .WithMetadata(new RequestSizeLimitAttribute(options.MaximumUploadBytes))
            .Accepts<CheckRequest>("application/json", "multipart/form-data")
            .Produces<CheckResult>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422).ProducesProblem(503);
        group.MapGet("/checks", ListAsync).WithSummary("List the checks that you made, newest first").Produces<IReadOnlyList<StoredCheck>>();
        group.MapGet("/checks/{id:guid}", GetAsync).WithSummary("Read a check again; minCosine moves the threshold").Produces<CheckResult>().ProducesProblem(404);
        group.MapGet("/checks/{id:guid}/report", ReportAsync).WithSummary("Download a check as a report: format is csv, html, docx or json; minCosine moves the threshold").ProducesProblem(404);
        group.MapDelete("/checks/{id:guid}", RemoveAsync).WithSummary("Remove a check that you made").RequireAuthorization(Policies.Write).Produces(204).ProducesProblem(404);
    }

    private static async Task<CheckResult> CheckAsync(
        HttpContext http, ClaimsPrincipal user, AccessControl access, ContractActions actions, DocumentFiles files, CancellationToken cancellationToken)
    {
        using var contract = new ChosenContract();
        if (ContractForm.IsMultipart(http.Request))
        {
            using var form = await ContractForm.ReadAsync(http.Request, files, cancellationToken);
            var (file, name) = form.File("file");
            contract.Take(file, name);
            var wanted = form.Fields("collectionIds").Select(id => Guid.TryParse(id, out var parsed) ? parsed : throw ApiException.BadRequest("bad_request", "collectionIds must be ids.")).ToList();
            return await RunAsync(http, user, access, actions, contract, wanted, Cosine(form.Field("minCosine")), cancellationToken);
        }

        var body = await http.Request.ReadFromJsonAsync<CheckRequest>(cancellationToken) ?? throw ApiException.BadRequest("bad_request");
        if (body.DocumentId is { } id)
        {
            contract.DocumentId = id;
        }
        else if (string.IsNullOrWhiteSpace(body.Text))
        {
            throw ApiException.BadRequest("bad_request", "text or documentId, or a file.");
        }
        else
        {
            if (body.Text.Length > LongestText) throw ApiException.BadRequest("bad_request", $"A text has at most {LongestText} characters.");
            contract.Take(body.Text, string.IsNullOrWhiteSpace(body.Name) ? PastedName.Of(body.Text) : DocumentName.Clean(body.Name));
        }

        return await RunAsync(http, user, access, actions, contract, body.CollectionIds ?? [], body.MinCosine, cancellationToken);
    }

    private static async Task<CheckResult> RunAsync(
        HttpContext http, ClaimsPrincipal user, AccessControl access, ContractActions actions, ChosenContract contract, IReadOnlyList<Guid> collectionIds, double? minCosine,
        CancellationToken cancellationToken)
    {
        Require(minCosine);
        foreach (var id in collectionIds) await access.CollectionAsync(user, id, CollectionAction.View, cancellationToken);
        var (kept, findings) = await actions.CheckAsync(user, contract, collectionIds, minCosine ?? CheckOptions.DefaultMinCosine, null, cancellationToken);
        http.Response.Headers.Location = $"/api/v1/contracts/checks/{kept.Id}";
        return findings.At();
    }

    private static async Task<IReadOnlyList<StoredCheck>> ListAsync(ClaimsPrincipal user, ContractActions actions, CancellationToken cancellationToken) =>
        (await actions.RecentAsync(user, Listed, cancellationToken)).Checks;

    private static async Task<CheckResult> GetAsync(Guid id, double? minCosine, ClaimsPrincipal user, ContractActions actions, CancellationToken cancellationToken)
    {
        Require(minCosine);
        return (await FindAsync(id, user, actions, cancellationToken)).Findings.At(minCosine);
    }

    private static async Task<IResult> ReportAsync(
        Guid id, string? format, double? minCosine, ClaimsPrincipal user, ContractActions actions, CheckReport report, CancellationToken cancellationToken)
    {
        Require(minCosine);
        var (kept, findings) = await FindAsync(id, user, actions, cancellationToken);
        var result = findings.At(minCosine);
        var (content, type) = format switch
        {
            null or "csv" => (report.Csv(result), "text/csv; charset=utf-8"),
            "html" => (report.Html(kept, result), "text/html; charset=utf-8"),
            "docx" => (report.Word(kept, result), Word),
            "json" => (CheckReport.Json(result), "application/json; charset=utf-8"),
            _ => throw ApiException.BadRequest("bad_request", "format is csv, html, docx or json."),
        };
        return Results.File(content, type, $"check-{kept.CreatedAt:yyyyMMdd-HHmm}.{format ?? "csv"}");
    }

    private static async Task<IResult> RemoveAsync(Guid id, ClaimsPrincipal user, ContractActions actions, CancellationToken cancellationToken) =>
        await actions.RemoveCheckAsync(user, id, cancellationToken) ? Results.NoContent() : throw ApiException.NotFound();

    private static async Task<(StoredCheck Kept, CheckFindings Findings)> FindAsync(Guid id, ClaimsPrincipal user, ContractActions actions, CancellationToken cancellationToken) =>
        await actions.FindCheckAsync(user, id, cancellationToken) ?? throw ApiException.NotFound();

    private static double? Cosine(string? text) => string.IsNullOrEmpty(text) ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    private static void Require(double? minCosine)
    {
        if (minCosine is < 0 or > 1 or double.NaN) throw ApiException.BadRequest("min_cosine_out_of_range");
    }
}
