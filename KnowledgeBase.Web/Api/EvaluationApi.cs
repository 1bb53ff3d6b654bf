using System.Security.Claims;
using KnowledgeBase.Core.Evaluation;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Api;

/// <summary>What an evaluation run found, as a table.</summary>
internal static class EvaluationApi
{
    public static void MapEvaluation(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/evaluation/runs/{runId:guid}/export", ExportAsync)
        .WithTags("Evaluation").RequireAuthorization(Policies.Read).WithSummary("Every question of a run with what it found, as CSV or XLSX.");

    private static async Task<IResult> ExportAsync(
        Guid runId, string? format, ClaimsPrincipal user, AccessControl access, EvaluationStore store, EvaluationExport export, CancellationToken cancellationToken)
    {
        if (await store.FindRunAsync(runId, cancellationToken) is not { } run
            || await store.FindSetAsync(run.SetId, cancellationToken) is not { } set
            || await access.FindCollectionAsync(user, set.CollectionId, CollectionAction.View, cancellationToken) is null)
        {
            return FaqProblem.NotFound();
        }

        if (!Enum.TryParse<TableFormat>(format ?? "csv", ignoreCase: true, out var table) || !Enum.IsDefined(table))
        {
            return FaqProblem.Of("format_unknown");
        }

        return TypedResults.File(
            await export.WriteAsync(runId, table, cancellationToken), TableWriter.ContentType(table), $"{set.Name} {run.Name}.{(table == TableFormat.Csv ? "csv" : "xlsx")}");
    }
}
