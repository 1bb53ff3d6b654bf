using System.Security.Claims;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Evaluation;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace KnowledgeBase.Web.Api.Evaluation;

/// <summary>/api/v1/evaluation: sets of questions with what each should find.</summary>
internal static class EvaluationApi
{
    private const int MaximumName = 100;
    private const int MaximumTake = 1000;

    public static void MapEvaluation(this RouteGroupBuilder api)
    {
        var evaluation = api.MapGroup("/evaluation").WithTags("Evaluation").ProducesProblem(404);
        var read = evaluation.MapGroup("/sets").RequireAuthorization(Policies.Read);
        read.MapGet("", ListAsync).WithSummary("Sets of a collection, newest first.");
        read.MapGet("/{setId:guid}", FindAsync).WithSummary("One set.");
        read.MapGet("/{setId:guid}/questions", QuestionsAsync).WithSummary("Its questions.").ProducesProblem(400);
        read.MapGet("/{setId:guid}/export", ExportAsync).WithSummary("Its questions as CSV or XLSX; importing it again gives the same set.").ProducesProblem(400);
        var write = evaluation.MapGroup("/sets").RequireAuthorization(Policies.Write);
        write.MapPost("", CreateAsync).WithSummary("Makes a set of questions.").ProducesProblem(400);
        // The file itself is the body, so that it is read as it comes.
        write.MapPost("/import", ImportAsync).WithSummary("Makes a set of a table (CSV or XLSX): question, expected, perhaps category and clause.")
            .WithMetadata(new RequestSizeLimitAttribute(TableReader.MaximumBytes)).ProducesProblem(400).ProducesProblem(413);
        write.MapDelete("/{setId:guid}", DeleteAsync).WithSummary("Deletes a set with its runs.");
        EvaluationRunsApi.Map(evaluation);
    }

    /// <summary>The set and its collection, or 404 when the caller may not do this there.</summary>
    internal static async Task<(EvaluationSet Set, Collection Collection)> SetAsync(
        this AccessControl access, ClaimsPrincipal user, Guid setId, CollectionAction action, EvaluationStore store, CancellationToken cancellationToken)
    {
        var set = await store.FindSetAsync(setId, cancellationToken) ?? throw ApiException.NotFound();
        return (set, await access.CollectionAsync(user, set.CollectionId, action, cancellationToken));
    }

    internal static string Name(string? name) =>
        string.IsNullOrWhiteSpace(name) ? throw ApiException.BadRequest("name_missing", null, "name")
        : name.Trim().Length > MaximumName ? throw ApiException.BadRequest("name_too_long", null, "name") : name.Trim();

    internal static TableFormat Format(string? format) =>
        Enum.TryParse<TableFormat>(format ?? "csv", ignoreCase: true, out var table) && Enum.IsDefined(table) ? table : throw ApiException.BadRequest("format_unknown", null, "format");

    internal static IResult File(byte[] content, TableFormat format, string name) =>
        TypedResults.File(content, TableWriter.ContentType(format), $"{name}.{(format == TableFormat.Csv ? "csv" : "xlsx")}");

    /// <summary>A part of a list; throws page_out_of_range.</summary>
    internal static Page<T> Part<T>(IEnumerable<T> all, int total, int? skip, int? take) => skip is < 0 || take is < 1 or > MaximumTake
        ? throw ApiException.BadRequest("page_out_of_range")
        : new Page<T>([.. all.Skip(skip ?? 0).Take(take ?? 100)], total, skip ?? 0);

    private static async Task<IReadOnlyList<EvaluationSetItem>> ListAsync(
        Guid collectionId, ClaimsPrincipal user, AccessControl access, EvaluationStore store, CancellationToken cancellationToken)
    {
        await access.CollectionAsync(user, collectionId, CollectionAction.View, cancellationToken);
        return [.. (await store.SetsAsync(collectionId, cancellationToken)).Select(EvaluationSetItem.Of)];
    }

    private static async Task<EvaluationSetItem> FindAsync(
        Guid setId, ClaimsPrincipal user, AccessControl access, EvaluationStore store, CancellationToken cancellationToken) =>
        EvaluationSetItem.Of((await access.SetAsync(user, setId, CollectionAction.View, store, cancellationToken)).Set);

    private static async Task<Page<EvaluationQuestionItem>> QuestionsAsync(
        Guid setId, int? skip, int? take, ClaimsPrincipal user, AccessControl access, EvaluationStore store, CancellationToken cancellationToken)
    {
        await access.SetAsync(user, setId, CollectionAction.View, store, cancellationToken);
        var questions = await store.QuestionsAsync(setId, cancellationToken);
        return Part(questions.Select(EvaluationQuestionItem.Of), questions.Count, skip, take);
    }

    private static async Task<IResult> ExportAsync(
        Guid setId, string? format, ClaimsPrincipal user, AccessControl access, EvaluationStore store, EvaluationExport export, CancellationToken cancellationToken)
    {
        var (set, _) = await access.SetAsync(user, setId, CollectionAction.View, store, cancellationToken);
        return File(await export.WriteSetAsync(setId, Format(format), cancellationToken), Format(format), set.Name);
    }

    private static async Task<IResult> CreateAsync(
        EvaluationSetBody body, ClaimsPrincipal user, AccessControl access, EvaluationSets sets, EvaluationProblem problem, CancellationToken cancellationToken)
    {
        var collection = await access.CollectionAsync(user, body.CollectionId, CollectionAction.Edit, cancellationToken);
        var rows = (body.Questions ?? []).Select((question, i) => new EvaluationRow(i + 1, question.Question ?? "", question.Expected ?? "", question.Category ?? "", question.Clause ?? ""));
        return await problem.GuardAsync(async () => Created(await sets.AddAsync(collection, Name(body.Name), rows, user.UserId()!, cancellationToken)));
    }

    private static async Task<IResult> ImportAsync(
        Guid collectionId, string name, HttpRequest request, ClaimsPrincipal user, AccessControl access, EvaluationSets sets, EvaluationProblem problem,
        CancellationToken cancellationToken)
    {
        var collection = await access.CollectionAsync(user, collectionId, CollectionAction.Edit, cancellationToken);
        return await problem.GuardAsync(async () => Created(await sets.ImportAsync(collection, Name(name), request.Body, user.UserId()!, cancellationToken)));
    }

    private static Created<EvaluationSetItem> Created(EvaluationSet set) => TypedResults.Created($"/api/v1/evaluation/sets/{set.Id}", EvaluationSetItem.Of(set));

    private static async Task<IResult> DeleteAsync(
        Guid setId, ClaimsPrincipal user, AccessControl access, EvaluationStore store, CancellationToken cancellationToken)
    {
        await access.SetAsync(user, setId, CollectionAction.Edit, store, cancellationToken);
        await store.DeleteSetAsync(setId, cancellationToken);
        return TypedResults.NoContent();
    }
}
