using System.Globalization;
using System.Security.Claims;
using KnowledgeBase.Core.Contracts.Check;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Web.Contracts;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Api.Contracts;

/// <summary>POST /api/v1/contracts/check: a new contract against the collections.</summary>
internal static class CheckApi
{
    private const int LongestText = 2_000_000;

    public static void MapCheck(this RouteGroupBuilder group, ApiOptions options) => group.MapPost("/check", CheckAsync)
        .WithSummary("Check a contract against collections: multipart/form-data with a file, or JSON with text or documentId")
        .WithDescription("coverage is the share of the contract's characters in clauses that an earlier contract has, verbatim and by meaning (cosine of at least minCosine) apart. Without collectionIds all collections that you may read are looked at.")
        .WithMetadata(new RequestSizeLimitAttribute(options.MaximumUploadBytes))
        .Accepts<CheckRequest>("application/json", "multipart/form-data")
        .Produces<CheckResult>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422).ProducesProblem(503);

    private static async Task<CheckResult> CheckAsync(
        HttpRequest request, ClaimsPrincipal user, AccessControl access, ContractTexts texts, ContractCheck check, DocumentFiles files, CancellationToken cancellationToken)
    {
        if (ContractForm.IsMultipart(request))
        {
            using var form = await ContractForm.ReadAsync(request, files, cancellationToken);
            var (file, name) = form.File("file");
            var wanted = form.Fields("collectionIds").Select(id => Guid.TryParse(id, out var parsed) ? parsed : throw ApiException.BadRequest("bad_request", "collectionIds must be ids.")).ToList();
            var minCosine = form.Field("minCosine") is { Length: > 0 } text
                ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN
                : (double?)null;
            var asked = await OptionsAsync(wanted, minCosine, user, access, cancellationToken);
            return await check.CheckAsync(await texts.OfFileAsync(file, name, ReadingView.Accepted, cancellationToken), asked, null, cancellationToken);
        }

        var body = await request.ReadFromJsonAsync<CheckRequest>(cancellationToken) ?? throw ApiException.BadRequest("bad_request");
        var options = await OptionsAsync(body.CollectionIds ?? [], body.MinCosine, user, access, cancellationToken);
        if (body.DocumentId is { } id)
        {
            var (document, text) = await texts.OfDocumentAsync(id, ReadingView.Accepted, user, access, cancellationToken);
            return await check.CheckAsync(text, options with { Except = document.Id }, null, cancellationToken);
        }

        if (string.IsNullOrWhiteSpace(body.Text)) throw ApiException.BadRequest("bad_request", "text or documentId, or a file.");
        if (body.Text.Length > LongestText) throw ApiException.BadRequest("bad_request", $"A text has at most {LongestText} characters.");
        return await check.CheckAsync(TypedText.Read(body.Text), options, null, cancellationToken);
    }

    private static async Task<CheckOptions> OptionsAsync(
        IReadOnlyList<Guid> collectionIds, double? minCosine, ClaimsPrincipal user, AccessControl access, CancellationToken cancellationToken)
    {
        if (minCosine is < 0 or > 1 or double.NaN) throw ApiException.BadRequest("min_cosine_out_of_range");
        foreach (var id in collectionIds) await access.CollectionAsync(user, id, CollectionAction.View, cancellationToken);
        IReadOnlyList<Guid> all = collectionIds.Count > 0
            ? collectionIds
            : [.. (await access.VisibleCollectionsAsync(user, cancellationToken)).Select(summary => summary.Collection.Id)];
        return new CheckOptions(all, minCosine ?? CheckOptions.DefaultMinCosine);
    }
}
