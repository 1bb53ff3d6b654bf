using System.Security.Claims;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Imports;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Api;

/// <summary>Imports of entries: send a table, look at what is wrong with it, accept it.</summary>
internal static class FaqImportsApi
{
    public static void Map(RouteGroupBuilder faqs)
    {
        // The file itself is the body, so that it is read as it comes.
        faqs.MapPost("/imports", StageAsync).RequireAuthorization(Policies.Write).WithSummary("Reads a table (CSV or XLSX); nothing is imported yet.");
        faqs.MapGet("/imports/{importId:guid}", FindAsync).RequireAuthorization(Policies.Read);
        faqs.MapGet("/imports/{importId:guid}/rows", RowsAsync).RequireAuthorization(Policies.Read);
        faqs.MapPost("/imports/{importId:guid}/start", StartAsync).RequireAuthorization(Policies.Write).WithSummary("Imports all rows, or none.");
        faqs.MapDelete("/imports/{importId:guid}", CancelAsync).RequireAuthorization(Policies.Write).WithSummary("Drops an import that is not done.");
    }

    private static async Task<IResult> StageAsync(
        Guid collectionId, string? fileName, string? status, HttpRequest request, ClaimsPrincipal user, AccessControl access, FaqImports imports,
        CancellationToken cancellationToken)
    {
        if (await access.FindAsync(user, collectionId, CollectionAction.Edit, cancellationToken) is null)
        {
            return FaqProblem.NotFound();
        }

        if (!Enum.TryParse<FaqStatus>(status ?? "published", ignoreCase: true, out var rowStatus) || !Enum.IsDefined(rowStatus))
        {
            return FaqProblem.Of("status_unknown");
        }

        return await FaqProblem.GuardAsync(async () =>
        {
            var import = await imports.StageAsync(collectionId, fileName ?? "import", request.Body, rowStatus, user.UserId()!, cancellationToken);
            return TypedResults.Created($"/api/v1/faqs/{collectionId}/imports/{import.Id}", Body(import, null));
        });
    }

    private static async Task<IResult> FindAsync(
        Guid collectionId, Guid importId, ClaimsPrincipal user, AccessControl access, FaqImportStore store, FaqImports imports, CancellationToken cancellationToken) =>
        await ImportAsync(collectionId, importId, CollectionAction.View, user, access, store, cancellationToken) is { } import
            ? TypedResults.Ok(Body(import, imports.ProgressOf(importId)))
            : FaqProblem.NotFound();

    private static async Task<IResult> RowsAsync(
        Guid collectionId, Guid importId, string? which, int? skip, int? take,
        ClaimsPrincipal user, AccessControl access, FaqImportStore store, CancellationToken cancellationToken)
    {
        if (await ImportAsync(collectionId, importId, CollectionAction.View, user, access, store, cancellationToken) is null)
        {
            return FaqProblem.NotFound();
        }

        if (!Enum.TryParse<FaqImportRows>(which ?? "all", ignoreCase: true, out var rows) || !Enum.IsDefined(rows) || skip is < 0 || take is < 1 or > 1000)
        {
            return FaqProblem.Of("page_out_of_range");
        }

        return TypedResults.Ok((await store.RowsAsync(importId, rows, skip ?? 0, take ?? 200, cancellationToken)).Select(row => new
        {
            Row = row.Number,
            Content = FaqEntryBody.Of(row.Content),
            Faults = row.Faults.Select(fault => new { fault.Code, fault.What }),
            row.ExistingId,
            row.NearText,
            row.NearCosine,
        }));
    }

    private static async Task<IResult> StartAsync(
        Guid collectionId, Guid importId, FaqImportStart start, ClaimsPrincipal user, AccessControl access, FaqImportStore store, FaqImports imports,
        CancellationToken cancellationToken)
    {
        if (await ImportAsync(collectionId, importId, CollectionAction.Edit, user, access, store, cancellationToken) is null)
        {
            return FaqProblem.NotFound();
        }

        if (!Enum.TryParse<FaqExistingHandling>(start.OnExisting ?? "skip", ignoreCase: true, out var handling) || !Enum.IsDefined(handling))
        {
            return FaqProblem.Of("on_existing_unknown");
        }

        return await FaqProblem.GuardAsync(async () =>
        {
            await imports.StartAsync(importId, handling, start.LeaveOutFaulty, cancellationToken);
            return TypedResults.Accepted($"/api/v1/faqs/{collectionId}/imports/{importId}");
        });
    }

    private static async Task<IResult> CancelAsync(
        Guid collectionId, Guid importId, ClaimsPrincipal user, AccessControl access, FaqImportStore store, FaqImports imports, CancellationToken cancellationToken) =>
        await ImportAsync(collectionId, importId, CollectionAction.Edit, user, access, store, cancellationToken) is not null
        && await imports.CancelAsync(importId, cancellationToken)
            ? TypedResults.NoContent()
            : FaqProblem.NotFound();

    private static async Task<FaqImport?> ImportAsync(
        Guid collectionId, Guid importId, CollectionAction action, ClaimsPrincipal user, AccessControl access, FaqImportStore store, CancellationToken cancellationToken) =>
        await access.FindAsync(user, collectionId, action, cancellationToken) is not null
        && await store.FindAsync(importId, cancellationToken) is { } import && import.CollectionId == collectionId
            ? import
            : null;

#pragma warning disable CA1308 // Names in JSON are lower case here.
    private static object Body(FaqImport import, int? progress) => new
    {
        import.Id,
        import.FileName,
        Status = import.Status.ToString().ToLowerInvariant(),
        Rows = import.RowCount,
        Checked = import.CheckedCount,
        Faulty = import.FaultyCount,
        Existing = import.ExistingCount,
        Near = import.NearCount,
        Progress = progress,
        Created = import.CreatedCount,
        Updated = import.UpdatedCount,
    };
#pragma warning restore CA1308
}

/// <param name="OnExisting">skip or update: what becomes of rows whose question an entry has already; skip when left out.</param>
/// <param name="LeaveOutFaulty">Import the other rows although some have faults.</param>
internal sealed record FaqImportStart(string? OnExisting, bool LeaveOutFaulty);
