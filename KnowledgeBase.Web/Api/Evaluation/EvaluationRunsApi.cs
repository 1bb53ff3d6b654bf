using System.Security.Claims;
using KnowledgeBase.Core.Evaluation;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Web.Identity;

namespace KnowledgeBase.Web.Api.Evaluation;

/// <summary>Measurements of a set: start, follow, read, compare, export.</summary>
internal static class EvaluationRunsApi
{
    private const int MaximumInstruction = 500;
    private const int MaximumDimensions = 100_000;

    public static void Map(RouteGroupBuilder evaluation)
    {
        var read = evaluation.MapGroup("").RequireAuthorization(Policies.Read);
        read.MapGet("/sets/{setId:guid}/runs", ListAsync).WithSummary("Runs of a set, newest first.");
        read.MapGet("/runs/{runId:guid}", FindAsync).WithSummary("A run: how far it is, what it measured, and what thresholds give.").ProducesProblem(400);
        read.MapGet("/runs/{runId:guid}/outcomes", OutcomesAsync).WithSummary("Every question with what it found.").ProducesProblem(400);
        read.MapGet("/runs/{runId:guid}/compare", CompareAsync).WithSummary("This run against another one: gain, McNemar, bootstrap interval, questions won and lost.").ProducesProblem(400);
        read.MapGet("/runs/{runId:guid}/export", ExportAsync).WithSummary("Every question of a run with what it found, as CSV or XLSX.").ProducesProblem(400);
        var write = evaluation.MapGroup("").RequireAuthorization(Policies.Write);
        write.MapPost("/sets/{setId:guid}/runs", StartAsync).WithSummary("Starts a run; it goes on in the background.").ProducesProblem(400);
        write.MapPost("/runs/{runId:guid}/cancel", CancelAsync).WithSummary("Stops a run; what it has measured stays.").ProducesProblem(409);
        write.MapDelete("/runs/{runId:guid}", DeleteAsync).WithSummary("Deletes a run.");
    }

    private static async Task<IReadOnlyList<EvaluationRunItem>> ListAsync(
        Guid setId, ClaimsPrincipal user, AccessControl access, EvaluationStore store, CancellationToken cancellationToken)
    {
        await access.SetAsync(user, setId, CollectionAction.View, store, cancellationToken);
        var items = new List<EvaluationRunItem>();
        foreach (var run in await store.RunsAsync(setId, cancellationToken))
        {
            items.Add(EvaluationRunItem.Of(run, await store.OutcomesAsync(run.Id, cancellationToken)));
        }

        return items;
    }

    private static async Task<EvaluationRunDetail> FindAsync(
        Guid runId, double? precision, ClaimsPrincipal user, AccessControl access, EvaluationStore store, CancellationToken cancellationToken)
    {
        var run = await RunAsync(runId, CollectionAction.View, user, access, store, cancellationToken);
        return precision is not (null or (>= 0 and <= 1))
            ? throw ApiException.BadRequest("min_cosine_out_of_range", "precision is between 0 and 1.", "precision")
            : EvaluationRunDetail.Of(run, await store.OutcomesAsync(runId, cancellationToken), precision ?? ThresholdSuggestion.DefaultPrecision);
    }

    private static async Task<Page<EvaluationOutcomeItem>> OutcomesAsync(
        Guid runId, int? skip, int? take, ClaimsPrincipal user, AccessControl access, EvaluationStore store, CancellationToken cancellationToken)
    {
        await RunAsync(runId, CollectionAction.View, user, access, store, cancellationToken);
        var outcomes = await store.OutcomesAsync(runId, cancellationToken);
        return EvaluationApi.Part(outcomes.Select(EvaluationOutcomeItem.Of), outcomes.Count, skip, take);
    }

    /// <param name="with">The run that came before; of the same set.</param>
    private static async Task<EvaluationComparisonItem> CompareAsync(
        Guid runId, Guid with, ClaimsPrincipal user, AccessControl access, EvaluationStore store, CancellationToken cancellationToken)
    {
        var after = await RunAsync(runId, CollectionAction.View, user, access, store, cancellationToken);
        var before = await RunAsync(with, CollectionAction.View, user, access, store, cancellationToken);
        return before.SetId != after.SetId
            ? throw ApiException.BadRequest("runs_of_two_sets", null, "with")
            : EvaluationComparisonItem.Of(await store.OutcomesAsync(with, cancellationToken), await store.OutcomesAsync(runId, cancellationToken));
    }

    private static async Task<IResult> ExportAsync(
        Guid runId, string? format, ClaimsPrincipal user, AccessControl access, EvaluationStore store, EvaluationExport export, CancellationToken cancellationToken)
    {
        var run = await RunAsync(runId, CollectionAction.View, user, access, store, cancellationToken);
        var set = (await store.FindSetAsync(run.SetId, cancellationToken))!;
        var table = EvaluationApi.Format(format);
        return EvaluationApi.File(await export.WriteAsync(runId, table, cancellationToken), table, $"{set.Name} {run.Name}");
    }

    private static async Task<IResult> StartAsync(
        Guid setId, EvaluationRunBody body, ClaimsPrincipal user, AccessControl access, EvaluationStore store, EvaluationSets sets, EvaluationRunner runner,
        FaqSettingsStore settings, CancellationToken cancellationToken)
    {
        var (_, collection) = await access.SetAsync(user, setId, CollectionAction.Edit, store, cancellationToken);
        var known = await settings.FindAsync(collection.Id, cancellationToken);
        var configuration = new EvaluationConfiguration(
            body.Instruction ?? collection.QueryInstruction, body.Dimensions ?? 0, body.VectorWeight ?? known.VectorWeight, body.MinCosine ?? known.MinCosine);
        if (configuration.VectorWeight is not (>= 0 and <= 1))
        {
            throw ApiException.BadRequest("weight_out_of_range", null, "vectorWeight");
        }

        if (configuration.MinCosine is not (>= -1 and <= 1))
        {
            throw ApiException.BadRequest("min_cosine_out_of_range", null, "minCosine");
        }

        if (configuration.Dimensions is < 0 or > MaximumDimensions)
        {
            throw ApiException.BadRequest("dimensions_invalid", null, "dimensions");
        }

        if (configuration.Instruction.Length > MaximumInstruction)
        {
            throw ApiException.BadRequest("instruction_invalid", null, "instruction");
        }

        var run = await sets.StartAsync(setId, EvaluationApi.Name(body.Name), configuration, user.UserId()!, cancellationToken);
        runner.Wake();
        return TypedResults.Accepted($"/api/v1/evaluation/runs/{run.Id}", EvaluationRunItem.Of(run, []));
    }

    private static async Task<IResult> CancelAsync(
        Guid runId, ClaimsPrincipal user, AccessControl access, EvaluationStore store, EvaluationRunner runner, CancellationToken cancellationToken)
    {
        await RunAsync(runId, CollectionAction.Edit, user, access, store, cancellationToken);
        return await runner.CancelAsync(runId, cancellationToken) ? TypedResults.NoContent() : throw ApiException.Conflict("run_over");
    }

    private static async Task<IResult> DeleteAsync(Guid runId, ClaimsPrincipal user, AccessControl access, EvaluationStore store, CancellationToken cancellationToken)
    {
        await RunAsync(runId, CollectionAction.Edit, user, access, store, cancellationToken);
        await store.DeleteRunAsync(runId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<EvaluationRun> RunAsync(
        Guid runId, CollectionAction action, ClaimsPrincipal user, AccessControl access, EvaluationStore store, CancellationToken cancellationToken)
    {
        var run = await store.FindRunAsync(runId, cancellationToken) ?? throw ApiException.NotFound();
        await access.SetAsync(user, run.SetId, action, store, cancellationToken);
        return run;
    }
}
